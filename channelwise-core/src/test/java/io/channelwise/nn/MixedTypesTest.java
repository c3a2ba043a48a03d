package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Autocast makes some results float32 and others bfloat16, on a GPU not the same ones as on the processor. So each function
 * of two tensors has to take any two types, with gradients and without, for a listener and for nobody.
 */
class MixedTypesTest {

    private static final ScalarType WIDE = ScalarType.Float;
    private static final ScalarType NARROW = ScalarType.BFloat16;

    /** A function of feature maps {@code [2, 4, 3, 3]} and of what its name says. */
    private record Case(String name, BinaryOperator<Tensor> function, long... shape) {}

    private static final List<Case> CASES = List.of(
            new Case("add", Functions::add, 2, 4, 3, 3),
            new Case("addRelu", Functions::addRelu, 2, 4, 3, 3),
            new Case("addReluInPlace", (x, y) -> Functions.addReluInPlace(x.clone(), y), 2, 4, 3, 3),
            new Case("multiply", Functions::multiply, 2, 4, 1, 1),
            new Case("sum", (x, y) -> Functions.sum(List.of(x, y, x)), 2, 4, 3, 3),
            new Case("concat", (x, y) -> Functions.concat(1, x, y), 2, 4, 3, 3),
            new Case("scale by vectors", Functions::scale, 2, 4),
            new Case("scale by maps", Functions::scale, 2, 1, 3, 3),
            new Case("scaleInPlace", (x, y) -> Functions.scaleInPlace(x.clone(), y), 2, 4),
            new Case("blend of two", (x, y) -> Functions.blend(y, List.of(x, x.square())), 2, 2, 4, 1, 1),
            new Case("blend of mixed maps", (x, y) -> Functions.blend(y, List.of(x, x.to(WIDE))), 2, 2, 4, 1, 1),
            new Case("blend of three", (x, y) -> Functions.blend(y, List.of(x, x, x)), 2, 3, 4, 1, 1));

    static Stream<Arguments> mixes() {
        return CASES.stream()
                .flatMap(each -> Stream.of(List.of(WIDE, NARROW), List.of(NARROW, WIDE), List.of(NARROW, NARROW))
                        .map(types -> Arguments.of(each.name, each, types.get(0), types.get(1))));
    }

    @ParameterizedTest(name = "{0} of {2} and {3}")
    @MethodSource("mixes")
    void givesWhatItGivesInFloat32(String name, Case each, ScalarType first, ScalarType second) {
        try (Scope scope = new Scope()) {
            Tensor x = torch.rand(2, 4, 3, 3).to(NARROW).to(WIDE);
            Tensor y = torch.softmax(torch.rand(each.shape), 1).to(NARROW).to(WIDE);
            float[] expected = Tensors.floats(each.function.apply(x, y));

            assertClose(without(each, x.to(first), y.to(second)), expected);
            assertClose(Tensors.floats(heard(each, x.to(first), y.to(second))), expected);
            assertClose(withGradients(each, x.to(first), y.to(second)), expected);
        }
    }

    private static float[] without(Case each, Tensor x, Tensor y) {
        try (NoGrad guard = new NoGrad()) {
            return Tensors.floats(each.function.apply(x, y));
        }
    }

    private static Tensor heard(Case each, Tensor x, Tensor y) {
        return ForwardListener.listen(new ForwardListener() {}, () -> each.function.apply(x, y));
    }

    private static float[] withGradients(Case each, Tensor x, Tensor y) {
        x.set_requires_grad(true);
        y.set_requires_grad(true);
        Tensor made = each.function.apply(x, y);
        made.sum().backward();
        for (Tensor input : List.of(x, y)) {
            assertThat(input.grad().scalar_type().intern())
                    .isEqualTo(input.scalar_type().intern());
            assertThat(input.grad().isfinite().all().item_bool()).isTrue();
        }
        return Tensors.floats(made);
    }

    /** Feature maps keep the type that they have, whatever the gates are; otherwise the next layers take twice the memory. */
    @ParameterizedTest
    @MethodSource("gated")
    void gatesDoNotWidenFeatureMaps(String name, Case each) {
        try (Scope scope = new Scope()) {
            Tensor made = each.function.apply(torch.rand(2, 4, 3, 3).to(NARROW), torch.rand(each.shape));

            assertThat(made.scalar_type().intern()).isEqualTo(NARROW);
        }
    }

    static Stream<Arguments> gated() {
        return CASES.stream()
                .filter(each -> each.name.startsWith("scale") || each.name.startsWith("blend"))
                .map(each -> Arguments.of(each.name, each));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(0.02f * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
