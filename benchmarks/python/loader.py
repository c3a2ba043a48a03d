"""Decodes, crops, flips and normalises images with Pillow and NumPy, a round for every line on standard input.

The first line holds the number of files, the next ones a path each. A round answers with its images, its seconds and its
seconds of processor time. The pipeline is torchvision's RandomResizedCrop(224), RandomHorizontalFlip, ToTensor and
Normalize, written with the libraries that it rests on.
"""

import math
import random
import sys
import time

import numpy
from PIL import Image

SIZE = 224
BATCH = 32
MEAN = numpy.array([0.485, 0.456, 0.406], dtype=numpy.float32)
STD = numpy.array([0.229, 0.224, 0.225], dtype=numpy.float32)


def box(width, height):
    for _ in range(10):
        area = width * height * random.uniform(0.08, 1)
        ratio = math.exp(random.uniform(math.log(3 / 4), math.log(4 / 3)))
        w = round(math.sqrt(area * ratio))
        h = round(math.sqrt(area / ratio))
        if 0 < w <= width and 0 < h <= height:
            left = random.randint(0, width - w)
            top = random.randint(0, height - h)
            return left, top, left + w, top + h
    return 0, 0, width, height


def load(path, out):
    with Image.open(path) as file:
        image = file.convert("RGB")
    image = image.crop(box(*image.size)).resize((SIZE, SIZE), Image.BILINEAR)
    if random.random() < 0.5:
        image = image.transpose(Image.FLIP_LEFT_RIGHT)
    pixels = numpy.asarray(image, dtype=numpy.float32)
    pixels /= 255
    pixels -= MEAN
    pixels /= STD
    out[:] = pixels.transpose(2, 0, 1)


def epoch(paths):
    random.shuffle(paths)
    for start in range(0, len(paths), BATCH):
        some = paths[start : start + BATCH]
        batch = numpy.empty((len(some), 3, SIZE, SIZE), dtype=numpy.float32)
        for path, out in zip(some, batch):
            load(path, out)


def main():
    paths = [sys.stdin.readline().rstrip("\n") for _ in range(int(sys.stdin.readline()))]
    random.seed(0)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        epoch(paths)
        print(len(paths), time.perf_counter() - wall, time.process_time() - cpu, flush=True)


main()
