package io.channelwise.benchmarks;

import io.channelwise.benchmarks.parts.BlendPart;
import io.channelwise.benchmarks.parts.ConvNormPart;
import io.channelwise.benchmarks.parts.CrossEntropyPart;
import io.channelwise.benchmarks.parts.DilatedConvolutionPart;
import io.channelwise.benchmarks.parts.GlobalAveragePart;
import io.channelwise.benchmarks.parts.LoaderPart;
import io.channelwise.benchmarks.parts.OptimizerPart;
import io.channelwise.benchmarks.parts.Part;
import io.channelwise.benchmarks.parts.SelectiveKernelPart;
import io.channelwise.benchmarks.parts.SqueezeExcitationPart;
import io.channelwise.benchmarks.parts.StemPart;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The parts in the order of the table. */
final class PartList {

    private static final List<Class<?>> CLASSES = List.of(
            SqueezeExcitationPart.class,
            GlobalAveragePart.class,
            SelectiveKernelPart.class,
            BlendPart.class,
            DilatedConvolutionPart.class,
            StemPart.class,
            ConvNormPart.class,
            OptimizerPart.class,
            CrossEntropyPart.class,
            LoaderPart.class);

    private PartList() {}

    /** All of them; a formula follows the form that is used. */
    static List<TimedPart> all() {
        return CLASSES.stream().flatMap(PartList::of).toList();
    }

    /** Reflection knows no order of methods. */
    private static Stream<TimedPart> of(Class<?> program) {
        return Arrays.stream(program.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Part.class))
                .map(PartList::of)
                .sorted(Comparator.comparing(TimedPart::name)
                        .thenComparing(TimedPart::size)
                        .thenComparing(TimedPart::formula));
    }

    private static TimedPart of(Method method) {
        Part part = method.getAnnotation(Part.class);
        String benchmark = method.getDeclaringClass().getName() + "." + method.getName();
        return new TimedPart(benchmark, part.name(), part.size(), part.formula());
    }
}
