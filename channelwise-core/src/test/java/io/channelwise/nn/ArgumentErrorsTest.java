package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.channelwise.attention.SelectiveKernel;
import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.attention.SelectiveKernelUnit;
import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong arguments are answered with their name, their value and what is allowed, before libtorch is reached. */
class ArgumentErrorsTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("channels: 0; allowed: 1 or more", () -> new SqueezeExcitation(0)),
                wrong("reduction: 65; allowed: 1 to 64", () -> new SqueezeExcitation(64, 65)),
                wrong("reduction: 0; allowed: 1 to 64", () -> new SqueezeExcitation(64, 0)),
                wrong("channels: 0; allowed: 4 or more", () -> new SelectiveKernel(0)),
                wrong("reduction: 33; allowed: 1 to 32", () -> kernel().reduction(33)),
                wrong("branches: 0; allowed: 1 or more", () -> kernel().branches(0)),
                wrong("in: 32; allowed: a multiple of groups, 5", () -> kernel().groups(5)),
                wrong("smallestKernel: 2; allowed: 1 or 3", () -> kernel().smallestKernel(2)),
                wrong("in: 4; allowed: 8 or more where it equals out", () -> new SelectiveKernelUnit(4, 4)),
                wrong("out: 0; allowed: 1 or more", () -> new SelectiveKernelUnit(8, 0)),
                wrong("in: 0; allowed: 1 or more", () -> Conv2d.options(0, 4, 3)),
                wrong("out: 6; allowed: a multiple of groups, 4", () -> Conv2d.options(8, 6, 3)
                        .groups(4)),
                wrong("padding: -1; allowed: 0 or more", () -> Conv2d.options(8, 8, 3)
                        .padding(-1)),
                wrong("height: 0; allowed: 1 or more, or null for the input's", () -> new AdaptiveAvgPool2d(0, 3)),
                wrong("padding: 2; allowed: 0 to 1", () -> new MaxPool2d(3, 2, 2)),
                wrong(
                        "input of SqueezeExcitation(8): [2, 4, 5, 5]; allowed: [N, 8, H, W]",
                        () -> new SqueezeExcitation(8, 2).call(Tensors.empty(2, 4, 5, 5))),
                wrong("input of SqueezeExcitation(8): [2, 8]; allowed: [N, 8, H, W]", () -> new SqueezeExcitation(8, 2)
                        .call(Tensors.empty(2, 8))),
                wrong("input of SelectiveKernel(8, 8): [8, 5, 5]; allowed: [N, 8, H, W]", () -> new SelectiveKernel(8)
                        .call(Tensors.empty(8, 5, 5))),
                wrong("input of Linear(3, 2): [2, 4]; allowed: [N, 3]", () -> new Linear(3, 2)
                        .call(Tensors.empty(2, 4))),
                wrong("input of AdaptiveMaxPool2d(1, 1): [2, 4]; allowed: [N, C, H, W]", () -> new AdaptiveMaxPool2d(1)
                        .call(Tensors.empty(2, 4))),
                wrong(
                        "labels: [3]; allowed: [2]",
                        () -> Losses.crossEntropy(Tensors.empty(2, 4), Tensors.ofLongs(0, 1, 2))),
                wrong(
                        "smoothing: 1.5; allowed: 0.0 to 1.0",
                        () -> Losses.crossEntropy(Tensors.empty(2, 4), Tensors.ofLongs(0, 1), 1.5)),
                wrong(
                        "target: [4]; allowed: the output's shape, [2, 4]",
                        () -> Losses.l1(Tensors.empty(2, 4), Tensors.empty(4))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesArgumentValueAndWhatIsAllowed(String message, ThrowingCallable call) {
        try (Scope scope = new Scope()) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    private static SelectiveKernelOptions kernel() {
        return SelectiveKernelOptions.of(32);
    }

    private static Arguments wrong(String message, ThrowingCallable call) {
        return arguments(message, call);
    }
}
