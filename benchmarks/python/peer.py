"""PyTorch's side of the comparison: steps on request, one line in and one line out, until the input ends.

    peer.py [--compile] se_resnet50 8 224 1000 channels-last train

It first says "ready PARAMETERS". "run N" makes N steps and answers with the milliseconds of each and, after a bar, the
processor milliseconds of all. "peak" answers with the greatest resident size so far in MiB.
"""

import resource
import sys
import time

import torch
from torch.nn import functional as F

import networks

LAYOUTS = {"channels-last": torch.channels_last, "contiguous": torch.contiguous_format}


def training_step(network, images, labels):
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4)

    def step():
        optimizer.zero_grad()
        loss = F.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def evaluation_step(network, images):
    network.eval()

    def step():
        with torch.inference_mode():
            return network(images)[0, 0].item()

    return step


def run(step, count):
    cpu = time.process_time()
    walls = []
    for _ in range(count):
        start = time.perf_counter()
        step()
        walls.append(f"{(time.perf_counter() - start) * 1e3:.3f}")
    return f"{' '.join(walls)} | {(time.process_time() - cpu) * 1e3:.3f}"


def main(name, batch, size, classes, layout, mode, compiled):
    images = torch.randn(int(batch), 3, int(size), int(size)).to(memory_format=LAYOUTS[layout])
    labels = torch.arange(int(batch)) % int(classes)
    network = networks.create(name).to(memory_format=LAYOUTS[layout])
    if compiled:
        network.compile()
    step = training_step(network, images, labels) if mode == "train" else evaluation_step(network, images)
    print("ready", sum(p.numel() for p in network.parameters()), flush=True)
    for line in sys.stdin:
        command, *count = line.split()
        if command == "run":
            print(run(step, int(count[0])), flush=True)
        else:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


arguments = sys.argv[1:]
compiled = arguments[0] == "--compile"
main(*arguments[compiled:], compiled)
