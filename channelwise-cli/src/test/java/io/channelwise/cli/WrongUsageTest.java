package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --size 0                           | image size: 0; allowed: 1 to 4096",
                "train --size 5000                        | image size: 5000",
                "train --lr NaN                           | learning rate: NaN",
                "train --lr 0                             | learning rate: 0.0",
                "train --batch-size 1                     | batch size: 1; allowed: 2 or more",
                "train --epochs 0                         | epochs: 0",
                "train --epochs two                       | '--epochs': 'two' is no whole number",
                "train --workers 0                        | workers: 0",
                "train --workers 9999                     | workers: 9999; allowed: 1 to 256",
                "train --threads 0                        | --threads: 0",
                "train --threads 9999                     | --threads: 9999; allowed: 1 to ",
                "train --optimizer adam                   | adam; allowed: sgd, adamw",
                "train --memory-format nchw               | nchw; allowed: auto, channels-last, contiguous",
                "train --precision half                   | half; allowed: float32, bf16",
                "train --qat --precision bf16             | precision: bf16; allowed: float32 with qat",
                "train --resume x --qat                   | --resume goes on with the run's own settings",
                "train --device tpu                       | tpu; allowed: auto, cpu, cuda",
                "train --weights x --pretrained           | --weights and --pretrained: both say",
                "train --model se_resnet34 --pretrained   | no weights are known for se_resnet34",
                "train --label-smoothing 2                | label smoothing: 2.0; allowed: 0.0 to 1.0",
                "train --drop-path 1                      | drop path: 1.0; allowed: 0 to below 1",
                "train --ema 1                            | ema: 1.0; allowed: 0 to below 1",
                "train --class-weights even               | even; allowed: none, balanced",
                "train --accumulate 0                     | accumulate: 0; allowed: 1 or more",
                "train --clip-norm -1                     | clip norm: -1.0; allowed: 0 or more",
                "train --early-stopping -1                | early stopping: -1; allowed: 0 or more",
                "train --freeze stem,layer9               | freeze: layer9; allowed: stem, layer1, layer2, layer3, body",
                "train --schedule linear                  | linear; allowed: cosine, step, one-cycle, polynomial",
                "train --warmup-epochs 7                  | warm-up epochs: 7.0; allowed: 0.0 to 6.0",
                "train --step-at 0.5,2                    | step at: 2.0; allowed: 0.0 to 1.0",
                "train --step-factor 2                    | step factor: 2.0; allowed: 0.0 to 1.0",
                "train --power 0                          | power: 0.0; allowed: above 0, up to 10",
                "train --head-lr-scale -1                 | head rate scale: -1.0; allowed: 0.0 to 1000.0",
                "train --on-bad-image stop                | stop; allowed: fail, skip",
                "train --color-jitter 2                   | colour jitter: 2.0; allowed: 0 to 1",
                "train --auto-augment all                 | all; allowed: none, randaugment, trivial",
                "train --auto-magnitude 31                | auto-augment magnitude: 31; allowed: 0 to 30",
                "train --erasing 2                        | erasing probability: 2.0; allowed: 0 to 1",
                "train --mixup -1                         | mixup alpha: -1.0; allowed: 0, or 0.001 to 100",
                "train --cutmix -1                        | cutmix alpha: -1.0; allowed: 0, or 0.001 to 100",
                "train --recipe fast                      | recipe: fast; allowed: cifar, imagenet, finetune, quick",
                "train --resume x --no-flip               | --resume goes on with the run's own settings",
                "train --resume x --recipe quick          | --resume goes on with the run's own settings",
                "train --min-scale 0                      | least crop scale: 0.0",
                "train --run a/b                          | --run: a/b; allowed: the name of a folder",
                "train --run ..                           | --run: ..",
                "train --model se_resnet200               | closest: se_resnet20",
                "train --data shaps                       | closest is shapes",
                "train --data folder                      | folder:PATH",
                "train --data folder:                     | no path after the colon",
                "train --resume x --batch-size 3          | --resume goes on with the run's own settings",
                "train --resume x --model resnet20        | --resume goes on with the run's own settings",
                "train --resume x --workers 2             | --resume goes on with the run's own settings",
                "train --resume                           | '--resume' (FOLDER)",
                "train extra                              | one argument too many: extra",
                "train --epoch 3                          | no such option: --epoch; closest: --epochs",
                "evaluate --data shapes                   | --weights=WEIGHTS",
                "evaluate --weights x --data foldr:y      | closest is folder",
                "evaluate --weights x --data shapes --size 0      | --size: 0; allowed: 1 to 4096",
                "evaluate --weights x --data shapes --workers 0   | --workers: 0",
                "evaluate --weights x --data shapes --workers 9999 | --workers: 9999; allowed: 1 to 256",
                "evaluate --weights x --data shapes --model resnet| closest: resnet",
                "evaluate --weights x --data shapes --device tpu  | tpu; allowed: auto, cpu, cuda",
                "predict --weights x --device tpu y       | tpu; allowed: auto, cpu, cuda",
                "export a b.onnx --device cpu             | --device belongs to --int8, which is not given",
                "export a b.onnx --int8 --calibrate shapes --device cuda | --device: cuda; ranges and scores",
                "train --resume x --deterministic         | --resume goes on with the run's own settings",
                "predict --weights x                      | 'IMAGE'",
                "predict --weights x --top 0 y            | --top: 0; allowed: 1 or more",
                "runs --sort speed                        | speed; allowed: begun, top1, name, time",
                "runs extra                               | one argument too many: extra",
                "compare                                  | 'RUN'",
                "compare one                              | 'RUN'",
                "summary                                  | 'MODEL'",
                "summary se_resnet2                       | closest: se_resnet20",
                "summary se_resnet20 --size 0             | --size: 0",
                "summary se_resnet20 --classes 0          | classes: 0",
                "evalute                                  | no such command: evalute; closest: evaluate",
                "train --epochs 3 --lr 0.1 --epochs 4     | train: --epochs is given twice; give it once (see",
                "train --epochs 3 --epochs 4              | train: --epochs is given twice; give it once (see",
                "train --data=shapes --data=mnist         | train: --data is given twice; give it once (see",
                "train --flip --no-flip                   | train: --flip and --no-flip: take one of them, not both",
                "predict --weights a --weights b x        | predict: --weights is given twice; give it once",
                "predict --weights a --top 1 --top 2 x    | predict: --top is given twice; give it once",
                "predict --weights a --pretrained b x     | --pretrained=MODEL: take one of them, not both",
                "predict x                                | predict: missing: --weights=WEIGHTS or --pretrained=MODEL (",
                "train --learning-rate 0.1                | no such option: --learning-rate; closest: --lr (see",
                "train --learning_rate=0.1                | no such option: --learning_rate; closest: --lr (see",
                "train --imgsz 64                         | no such option: --imgsz; closest: --size (see",
                "train --arch resnet18                    | no such option: --arch; closest: --model (see",
                "predict --weights a --topk 3 x           | no such option: --topk; closest: --top (see",
                "evaluate --data shapes --checkpoint x    | no such option: --checkpoint; closest: --weights (see",
                "export a b.onnx --quantize               | no such option: --quantize; closest: --int8 (see",
                "compare a b --output x                   | no such option: --output; closest: --out (see",
                "compare a                                | expected 2 or more of 'RUN', found only 1",
                "train --epochs -1                        | train: epochs: -1; allowed: 1 or more (see",
                "train --epochs 99999999999               | '99999999999' is too large a number",
                "train --seed 1.5                         | '--seed': '1.5' is no whole number",
                "train --lr nan                           | train: learning rate: NaN; allowed: a number above 0",
                "train --lr inf                           | train: learning rate: Infinity; allowed: a number above 0",
                "train --lr 0,1                           | '0,1' is no number; write it with a point: 0.1",
                "train --lr fast                          | '--lr': 'fast' is no number (see",
                "summary resnet18 --channels 2            | --channels: 2; allowed: 1 for grey images, 3 for colour ones",
                "cache --clear models                     | models; allowed: weights, datasets, exports, natives, all",
                "test                                     | no such command: test; closest: evaluate (see",
                "fit                                      | no such command: fit; closest: train (see",
                "help tran                                | no such command: tran; closest: train"
            })
    void isOneLineThatSaysWhatIsAllowed(String arguments, String sentence) {
        String line =
                Cli.run(Arrays.stream(arguments.strip().split(" +")).toArray()).wrongUsage();
        assertThat(line).contains(sentence).hasSizeLessThan(300).doesNotContain("Error:");
    }

    @Test
    void noCommandNamesThem() {
        assertThat(Cli.run().wrongUsage()).contains("train, evaluate, predict");
    }

    @Test
    void emptyRunNameIsRefused() {
        assertThat(Cli.run("train", "--run", "").wrongUsage()).contains("--run: ;");
    }

    @Test
    void verboseShowsTheTrace() {
        Cli cli = Cli.run("train", "--size", "0", "--verbose");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains("image size: 0").contains("\tat ");
    }

    @Test
    void linesBecomeOne() {
        assertThat(Failures.oneLine("does not fit, 2 keys\n  missing (2):\n    a: [1]\n    b: [2]\n"))
                .isEqualTo("does not fit, 2 keys; missing (2): a: [1]; b: [2]");
        assertThat(Failures.oneLine("no heading\n" + "  key\n".repeat(500)))
                .hasSizeLessThan(700)
                .endsWith("(all of it with --verbose)");
    }
}
