package io.channelwise.weights;

import io.channelwise.models.Models;
import io.channelwise.runtime.UserPaths;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where weights are: a file, an address, a timm repository or a model with a known place. */
public sealed interface WeightsSource {

    /**
     * The weights, downloaded first where they are not here, with what is known about them. The cache's listener hears
     * what was dropped and left out.
     *
     * @throws WeightsException if they cannot be had or read
     */
    Checkpoint read(WeightsCache cache);

    /** How its user would write it. */
    String word();

    /** The same place, other tensors of the file there. */
    WeightsSource selecting(Selection selection);

    /**
     * {@code https://HOST/PATH}, {@code timm/NAME} for a repository of timm on Hugging Face, or a file. An existing file
     * of that name comes before timm's.
     *
     * @throws IllegalArgumentException if an address or a name cannot be one
     */
    static WeightsSource parse(String word) {
        if (word.matches("(?i)https?://.*")) {
            return new Address(uri(word));
        }
        if (word.startsWith(TimmRepository.PREFIX) && !Files.exists(Path.of(word))) {
            return new TimmRepository(word.substring(TimmRepository.PREFIX.length()));
        }
        return new LocalFile(UserPaths.of(word));
    }

    /**
     * The weights of a model at their known place.
     *
     * @throws IllegalArgumentException if no place is known, with the closest names that have one
     */
    static WeightsSource pretrained(String model) {
        return new Address(PretrainedWeights.of(model).uri());
    }

    private static URI uri(String word) {
        try {
            return new URI(word);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(word + ": is no address: " + e.getReason(), e);
        }
    }

    private static Checkpoint told(WeightsSource source, Checkpoint checkpoint, WeightsCache cache) {
        checkpoint.weights().notes().forEach(note -> cache.listener().noted(source.word() + ": " + note));
        return checkpoint;
    }

    /**
     * A file here.
     *
     * @param file its path
     * @param selection which of its tensors are meant
     */
    record LocalFile(Path file, Selection selection) implements WeightsSource {

        /** With the tensors at the usual place in it. */
        public LocalFile(Path file) {
            this(file, Selection.USUAL);
        }

        @Override
        public Checkpoint read(WeightsCache cache) {
            return WeightsSource.told(this, Checkpoint.read(file, selection), cache);
        }

        @Override
        public LocalFile selecting(Selection wish) {
            return new LocalFile(file, wish);
        }

        @Override
        public String word() {
            return file.toString();
        }
    }

    /**
     * A file on the web; described by itself, or by {@link PretrainedWeights}.
     *
     * @param uri its address
     * @param selection which of its tensors are meant
     */
    record Address(URI uri, Selection selection) implements WeightsSource {

        /** @throws IllegalArgumentException if the address is not https */
        public Address {
            RemoteFile.weights(uri);
        }

        /** With the tensors at the usual place in it. */
        public Address(URI uri) {
            this(uri, Selection.USUAL);
        }

        @Override
        public Checkpoint read(WeightsCache cache) {
            Checkpoint checkpoint = WeightsSource.told(this, Checkpoint.read(cache.get(uri), selection), cache);
            Optional<ModelDescription> known = PretrainedWeights.at(uri).map(PretrainedWeights::description);
            return checkpoint.description().isPresent() ? checkpoint : new Checkpoint(known, checkpoint.weights());
        }

        @Override
        public Address selecting(Selection wish) {
            return new Address(uri, wish);
        }

        @Override
        public String word() {
            return uri.toString();
        }
    }

    /**
     * A repository of timm on Hugging Face, described by its {@code config.json}.
     *
     * @param name such as {@code seresnet50.a1_in1k}
     * @param hub where repositories are, with a slash at its end
     * @param selection which of its tensors are meant
     */
    record TimmRepository(String name, URI hub, Selection selection) implements WeightsSource {

        static final String PREFIX = "timm/";

        private static final URI HUGGING_FACE = URI.create("https://huggingface.co/timm/");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}");

        /** @throws IllegalArgumentException if the name cannot be a repository's */
        public TimmRepository {
            if (!NAME.matcher(name).matches() || name.contains("..")) {
                throw new IllegalArgumentException(
                        PREFIX + name + ": is no name of a repository; expected one like timm/seresnet50.a1_in1k");
            }
        }

        /** On huggingface.co. */
        public TimmRepository(String name) {
            this(name, HUGGING_FACE);
        }

        /** With the tensors at the usual place in its file. */
        public TimmRepository(String name, URI hub) {
            this(name, hub, Selection.USUAL);
        }

        /** Reads the small configuration first: a model that is not here costs no long download. */
        @Override
        public Checkpoint read(WeightsCache cache) {
            URI configuration = uri("config.json");
            Path file = cache.get(new RemoteFile(configuration, TimmConfig.MAX_LENGTH, this::describe));
            ModelDescription description = describe(configuration, file);
            Path weights = cache.get(uri("model.safetensors"));
            return WeightsSource.told(
                    this, new Checkpoint(Optional.of(description), Weights.read(weights, selection)), cache);
        }

        @Override
        public TimmRepository selecting(Selection wish) {
            return new TimmRepository(name, hub, wish);
        }

        private URI uri(String file) {
            return hub.resolve(name + "/resolve/main/" + file);
        }

        private ModelDescription describe(URI configuration, Path file) {
            try {
                ModelDescription description = describe(file);
                Models.entry(description.model());
                return description;
            } catch (WeightsException e) {
                throw new WeightsException(configuration + " " + e.getMessage(), e);
            } catch (IOException e) {
                throw new WeightsException(file + " cannot be read: " + FileBytes.reason(e), e);
            } catch (IllegalArgumentException e) {
                throw new WeightsException(word() + " is not a model of the registry: " + e.getMessage(), e);
            }
        }

        private ModelDescription describe(Path file) throws IOException {
            return TimmConfig.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), word());
        }

        @Override
        public String word() {
            return PREFIX + name;
        }
    }
}
