package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.channelwise.nn.Operation.Pool;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PoolingAndDropoutTest {

    private static final float[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void averagesWhatIsInsideTheBorder() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.of(NINE, 1, 1, 3, 3);

            assertThat(Tensors.floats(AvgPool2d.roundingUp(2, 2).call(x))).containsExactly(3, 4.5f, 7.5f, 9);
            assertThat(Tensors.floats(new AvgPool2d(2, 2, 0).call(x))).containsExactly(3);
            assertThat(Tensors.floats(new AvgPool2d(3, 2, 1).call(x))).containsExactly(3, 4, 6, 7);
        }
    }

    @Test
    void takesMaximaOverTheBorder() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.of(NINE, 1, 1, 3, 3);

            assertThat(Tensors.floats(MaxPool2d.roundingUp(2, 2).call(x))).containsExactly(5, 6, 8, 9);
            assertThat(Tensors.floats(new MaxPool2d(2, 2, 0).call(x))).containsExactly(5);
        }
    }

    @Test
    void listenersHearHowPoolingRounds() {
        List<Operation> heard = new ArrayList<>();
        ForwardListener listener = new ForwardListener() {
            @Override
            public void operation(Operation operation) {
                heard.add(operation);
            }
        };
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.of(NINE, 1, 1, 3, 3);

            ForwardListener.listen(listener, () -> AvgPool2d.roundingUp(2, 2).call(x));
        }
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).isInstanceOfSatisfying(Pool.class, pool -> assertThat(pool.ceil())
                .isTrue());
    }

    @Test
    void dropoutPassesInEvaluationAndScalesInTraining() {
        try (Scope scope = new Scope()) {
            Tensor ones = Tensors.empty(1000).fill_(new org.bytedeco.pytorch.Scalar(1));
            Dropout dropout = new Dropout(0.75);

            float[] trained = Tensors.floats(dropout.call(ones));

            assertThat(trained).containsOnly(0, 4).contains(0).contains(4);
            assertThat(dropout.eval().call(ones)).isSameAs(ones);
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dropout(1.5))
                .withMessage("rate: 1.5; allowed: 0.0 to 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AvgPool2d(3, 1, 2))
                .withMessage("padding: 2; allowed: 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conv1d(Conv2d.options(2, 2, 3)).call(Tensors.empty(1, 3, 8)))
                .withMessage("input of Conv1d(2, 2, kernel 3): [1, 3, 8]; allowed: [N, 2, L]");
    }
}
