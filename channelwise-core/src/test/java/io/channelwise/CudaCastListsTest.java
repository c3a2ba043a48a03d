package io.channelwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Under autocast a GPU makes results of other types than the processor: PyTorch's "Autocast Op Reference" lists them. Two
 * kinds of libtorch's operations are dangerous then, and each use of one stands here with what makes it safe. A use that is
 * new fails until somebody has thought of it.
 */
class CudaCastListsTest {

    private static final Set<String> COMPUTING =
            Set.of("nn", "attention", "models", "quantization", "inference", "train");

    /** Operations on CUDA's float32 list, by their names in libtorch's interface: bfloat16 goes in and float32 comes out. */
    private static final Set<String> MAKING_FLOAT32 = Set.of(
            "acos",
            "asin",
            "binary_cross_entropy_with_logits",
            "cosh",
            "cosine_embedding_loss",
            "cosine_similarity",
            "cross_entropy_loss",
            "cumprod",
            "cumsum",
            "dist",
            "erfinv",
            "exp",
            "expm1",
            "group_norm",
            "hinge_embedding_loss",
            "kl_div",
            "l1_loss",
            "layer_norm",
            "log",
            "log10",
            "log1p",
            "log2",
            "log_softmax",
            "logsumexp",
            "margin_ranking_loss",
            "mse_loss",
            "multi_margin_loss",
            "nll_loss",
            "norm",
            "pow",
            "prod",
            "reciprocal",
            "renorm",
            "rsqrt",
            "sinh",
            "smooth_l1_loss",
            "soft_margin_loss",
            "softmax",
            "softplus",
            "square",
            "sum",
            "tan",
            "triplet_margin_loss",
            "upsample_bicubic2d",
            "upsample_bilinear2d",
            "upsample_nearest2d");

    /** Functions restore the type; losses and what is left compute with float32 alone, outside autocast. */
    private static final Map<String, Set<String>> KNOWN_TO_MAKE_FLOAT32 = Map.of(
            "AdaptiveAvgPool2d", Set.of("sum"),
            "BatchNorm2d", Set.of("rsqrt"),
            "Classifier", Set.of("softmax"),
            "Functions", Set.of("softmax", "square", "upsample_nearest2d"),
            "GradientClipping", Set.of("norm"),
            "LayoutChoice", Set.of("sum"),
            "Losses", Set.of("cross_entropy_loss", "l1_loss"),
            "TrainingScore", Set.of("sum"));

    /** Operations that take tensors of one type alone, on no list, so that nothing makes their types equal. */
    private static final Set<String> OF_ONE_TYPE = Set.of(
            "baddbmm_",
            "addmm_",
            "addmv_",
            "addr_",
            "index_add",
            "index_add_",
            "index_copy",
            "index_copy_",
            "lerp",
            "lerp_",
            "masked_scatter",
            "masked_scatter_",
            "native_batch_norm",
            "native_batch_norm_outf",
            "scatter",
            "scatter_",
            "where",
            "fake_quantize_per_channel_affine",
            "fake_quantize_per_tensor_affine",
            "set_data");

    /**
     * Blending gives the gates the maps' type; averages are of float32 weights; batch norms are made again in float32 alone;
     * rounding is refused in bfloat16; data are set to what was made of them.
     */
    private static final Map<String, Set<String>> KNOWN_TO_BE_OF_ONE_TYPE = Map.of(
            "ActivationRange", Set.of("fake_quantize_per_tensor_affine"),
            "BatchNorm2d", Set.of("native_batch_norm"),
            "Conv2d", Set.of("set_data"),
            "Functions", Set.of("lerp"),
            "Layer", Set.of("set_data"),
            "RecomputedNorm", Set.of("native_batch_norm_outf"),
            "RoundedWeights", Set.of("fake_quantize_per_channel_affine"),
            "StateTensors", Set.of("set_data"),
            "WeightAverage", Set.of("lerp_"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    COMPUTING.stream().map(name -> "io.channelwise." + name).toArray(String[]::new));

    @Test
    void whatBecomesFloat32OnAGpuIsKnown() {
        assertKnown(MAKING_FLOAT32::contains, KNOWN_TO_MAKE_FLOAT32);
    }

    @Test
    void whatTakesOneTypeAloneIsKnown() {
        assertKnown(OF_ONE_TYPE::contains, KNOWN_TO_BE_OF_ONE_TYPE);
    }

    private static void assertKnown(Predicate<String> dangerous, Map<String, Set<String>> known) {
        Map<String, Set<String>> uses = new TreeMap<>();
        calls().filter(call -> dangerous.test(call.getName()))
                .forEach(call -> uses.computeIfAbsent(topLevel(call.getOriginOwner()), name -> new TreeSet<>())
                        .add(call.getName()));
        assertThat(uses).as("uses of libtorch that are found").containsKey("Functions");
        uses.forEach((user, operations) -> assertThat(known.getOrDefault(user, Set.of()))
                .as("%s calls %s of libtorch: make sure of the types under CUDA's autocast", user, operations)
                .containsAll(operations));
    }

    private static Stream<? extends JavaCall<?>> calls() {
        return CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getPackageName().startsWith("org.bytedeco.pytorch"));
    }

    private static String topLevel(JavaClass type) {
        return type.getEnclosingClass().map(CudaCastListsTest::topLevel).orElse(type.getSimpleName());
    }
}
