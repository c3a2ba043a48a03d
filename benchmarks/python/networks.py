"""The networks of the comparison in PyTorch, written from the papers as a PyTorch user would write them."""

import torch
from torch import nn
from torch.nn import functional as F


def conv(inputs, outputs, kernel, stride=1, dilation=1, groups=1):
    padding = kernel // 2 * dilation
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False)


def conv_norm(inputs, outputs, kernel, stride=1):
    return nn.Sequential(conv(inputs, outputs, kernel, stride), nn.BatchNorm2d(outputs))


def conv_norm_relu(inputs, outputs, kernel, stride=1, dilation=1, groups=1):
    convolution = conv(inputs, outputs, kernel, stride, dilation, groups)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class SqueezeExcitation(nn.Module):
    """arXiv 1709.01507, equations 2 to 4, without biases."""

    def __init__(self, channels, reduction=16):
        super().__init__()
        self.fc = nn.Sequential(
            nn.Linear(channels, channels // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channels // reduction, channels, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        gates = self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))
        return x * gates[:, :, None, None]


class SelectiveKernel(nn.Module):
    """arXiv 1903.06586, section 3.1: two 3x3 branches of dilation 1 and 2, each on its half of the input if split."""

    def __init__(self, inputs, outputs, stride, groups, fused, split=False):
        super().__init__()
        self.split = split
        width = inputs // 2 if split else inputs
        self.branches = nn.ModuleList(
            conv_norm_relu(width, outputs, 3, stride, dilation, groups) for dilation in (1, 2)
        )
        self.fuse = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), *conv_norm_relu(outputs, fused, 1), conv(fused, 2 * outputs, 1)
        )

    def forward(self, x):
        first, second = x.chunk(2, 1) if self.split else (x, x)
        u, v = self.branches[0](first), self.branches[1](second)
        n, c = u.shape[:2]
        gates = self.fuse(u + v).view(n, 2, c, 1, 1).softmax(1)
        return u * gates[:, 0] + v * gates[:, 1]


class Residual(nn.Module):
    """relu(F(x) + shortcut(x)), with a projection where the shape changes."""

    def __init__(self, body, inputs, outputs, stride):
        super().__init__()
        self.body = body
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else conv_norm(inputs, outputs, 1, stride)

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x), inplace=True)


def se_bottleneck(inputs, width, stride):
    outputs = 4 * width
    body = nn.Sequential(
        conv_norm_relu(inputs, width, 1),
        conv_norm_relu(width, width, 3, stride),
        conv_norm(width, outputs, 1),
        SqueezeExcitation(outputs),
    )
    return Residual(body, inputs, outputs, stride), outputs


def se_basic(inputs, width, stride):
    body = nn.Sequential(
        conv_norm_relu(inputs, width, 3, stride), conv_norm(width, width, 3), SqueezeExcitation(width)
    )
    return Residual(body, inputs, width, stride), width


def sk_unit(inputs, width, stride):
    inner, outputs = 2 * width, 4 * width
    kernel = SelectiveKernel(inner, inner, stride, groups=32, fused=max(inner // 16, 32))
    body = nn.Sequential(conv_norm_relu(inputs, inner, 1), kernel, conv_norm(inner, outputs, 1))
    return Residual(body, inputs, outputs, stride), outputs


def sk_basic(inputs, width, stride):
    kernel = SelectiveKernel(inputs, width, stride, groups=1, fused=max(width // 8, 16), split=True)
    body = nn.Sequential(kernel, conv_norm(width, width, 3))
    return Residual(body, inputs, width, stride), width


def residual_network(stem, channels, block, widths, depths, classes):
    layers = [stem]
    for stage, (width, depth) in enumerate(zip(widths, depths)):
        for i in range(depth):
            layer, channels = block(channels, width, 2 if stage > 0 and i == 0 else 1)
            layers.append(layer)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def imagenet(block, depths):
    stem = nn.Sequential(conv_norm_relu(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1))
    return residual_network(stem, 64, block, (64, 128, 256, 512), depths, 1000)


def cifar(block, depth):
    return residual_network(conv_norm_relu(3, 16, 3), 16, block, (16, 32, 64), (depth,) * 3, 10)


NETWORKS = {
    "se_resnet50": lambda: imagenet(se_bottleneck, (3, 4, 6, 3)),
    "sknet50": lambda: imagenet(sk_unit, (3, 4, 6, 3)),
    "se_resnet18": lambda: imagenet(se_basic, (2, 2, 2, 2)),
    "skresnet18": lambda: imagenet(sk_basic, (2, 2, 2, 2)),
    "se_resnet20": lambda: cifar(se_basic, 3),
}


def create(name):
    torch.manual_seed(0)
    return NETWORKS[name]()
