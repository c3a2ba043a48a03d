"""Exports a network by torch.onnx, for batches of any size: export.py se_resnet50 FILE.onnx"""

import sys

import torch
from torch.export import Dim

import networks


def main(name, file):
    network = networks.create(name).eval()
    images = torch.randn(2, 3, 224, 224)
    torch.onnx.export(network, (images,), file, dynamic_shapes=({0: Dim.DYNAMIC},), dynamo=True, verbose=False)


main(*sys.argv[1:])
