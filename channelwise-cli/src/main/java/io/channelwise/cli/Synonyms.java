package io.channelwise.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What other programs for the same work call our commands and options. */
final class Synonyms {

    private static final Map<String, String> OPTIONS = table(
            "--lr: learning-rate, learning_rate, base-lr, lr0, eta, alpha, rate",
            "--epochs: epoch, n-epochs, num-epochs, max-epochs, ep",
            "--batch-size: batch, bs, batchsize, b, train-batch-size",
            "--data: dataset, data-dir, data-path, data_dir, datapath, root, images, d",
            "--weights: checkpoint, ckpt, model-path, initial-checkpoint, load, pretrained-weights, w",
            "--pretrained: pre-trained",
            "--model: arch, architecture, network, net, backbone, a, m",
            "--attention: attn, attn-layer",
            "--size: img-size, image-size, imgsz, input-size, resolution, crop-size, img, height",
            "--workers: num-workers, loader-workers, j",
            "--threads: num-threads, n-threads, cpus, cores",
            "--optimizer: opt, optim, optimiser",
            "--weight-decay: wd, decay, l2",
            "--momentum: mom",
            "--schedule: scheduler, sched, lr-scheduler, lr-schedule, lr-policy",
            "--warmup-epochs: warmup, warm-up, warmup-steps",
            "--step-factor: gamma, lr-gamma, decay-rate",
            "--step-at: milestones, lr-steps, step-size",
            "--clip-norm: clip-grad, grad-clip, clip-grad-norm, max-norm, max-grad-norm",
            "--accumulate: grad-accum, grad-accum-steps, accumulation-steps, gradient-accumulation-steps, iter-size",
            "--early-stopping: patience",
            "--label-smoothing: smoothing, label_smoothing",
            "--drop-path: drop-connect, stochastic-depth",
            "--ema: ema-decay, model-ema, model-ema-decay",
            "--class-weights: class-weight, balanced",
            "--auto-augment: aa, autoaugment, randaugment, trivial-augment",
            "--erasing: reprob, random-erase, random-erasing, re-prob",
            "--color-jitter: colour-jitter, jitter",
            "--flip: hflip, horizontal-flip",
            "--device: gpu, cuda, gpus",
            "--precision: amp, fp16, half, bf16, dtype, mixed-precision",
            "--memory-format: channels-last, layout",
            "--seed: random-seed, manual-seed, random-state",
            "--run: name, run-name, experiment, exp-name",
            "--runs-dir: output-dir, out-dir, save-dir, project, log-dir, logdir, dir, folder",
            "--resume: continue, restore, restart",
            "--freeze: frozen, freeze-layers",
            "--out: output, o, file, save",
            "--top: topk, top-k, k",
            "--classes: num-classes, class-names, labels, names",
            "--channels: in-chans, in-channels",
            "--input: input-shape, shape, size, img-size",
            "--int8: quantize, quantise, quant",
            "--calibrate: calibration, calibration-data",
            "--opset: opset-version",
            "--format: type",
            "--sort: order, sort-by",
            "--on-bad-image: skip-bad, ignore-errors, on-error",
            "--offline: local, local-files-only, no-download",
            "--trust: trusted, unsafe, trust-remote-code, force",
            "--verbose: v, debug, trace",
            "--json: j",
            "--help: h, usage");

    private static final Map<String, String> COMMANDS = table(
            "train: fit, learn, finetune, fine-tune, run",
            "evaluate: eval, test, val, validate, score, benchmark",
            "predict: infer, inference, classify, detect",
            "export: onnx, quantize, deploy",
            "convert: import",
            "inspect: info, show, describe, cat",
            "summary: summarize, summarise",
            "models: list, ls, weights, zoo",
            "runs: history, experiments",
            "compare: diff",
            "cache: clean, clear",
            "help: usage");

    private Synonyms() {}

    /** The options among these that others call so. */
    static List<String> options(String name, Set<String> known) {
        String plain = name.replaceFirst("^-+(no-)?", "").toLowerCase(Locale.ROOT);
        return same(OPTIONS, plain, known);
    }

    /** The commands among these that others call so. */
    static List<String> commands(String name, Set<String> known) {
        return same(COMMANDS, name.toLowerCase(Locale.ROOT), known);
    }

    private static List<String> same(Map<String, String> table, String name, Set<String> known) {
        return Arrays.stream(table.getOrDefault(name, "").split(" "))
                .filter(known::contains)
                .toList();
    }

    /** From a line {@code ours: theirs, theirs} for each of ours; theirs may stand for several. */
    private static Map<String, String> table(String... lines) {
        Map<String, String> table = new TreeMap<>();
        for (String line : lines) {
            String ours = line.substring(0, line.indexOf(':'));
            for (String theirs : line.substring(ours.length() + 1).split(",")) {
                table.merge(theirs.strip(), ours, (first, second) -> first + " " + second);
            }
        }
        return table;
    }
}
