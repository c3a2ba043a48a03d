package io.channelwise.diagnosis;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.diagnosis.Folders.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Examines this machine; every native library is loaded in child processes alone. */
public final class Doctor {

    /** Has oneDNN name its instruction set; the newer name and the older one. */
    private static final Map<String, String> TALKING = Map.of("ONEDNN_VERBOSE", "1", "DNNL_VERBOSE", "1");

    private final DoctorListener listener;
    private final ProbeCommand command = ProbeCommand.standard();
    private final List<String> talk = new ArrayList<>();
    private final Map<Library, JsonNode> facts = new EnumMap<>(Library.class);

    private Doctor(DoctorListener listener) {
        this.listener = listener;
    }

    /**
     * Looks at everything, which takes some seconds.
     *
     * @param selfTest whether every layer shape of the registry's networks is computed and compared too, which takes about
     *     a minute on two cores
     * @param listener hears how far it is
     */
    public static Diagnosis examine(boolean selfTest, DoctorListener listener) {
        return new Doctor(listener).examine(selfTest);
    }

    private Diagnosis examine(boolean selfTest) {
        Problems problems = new Problems();
        // Children unpack libraries there, and leave word of how they ended.
        boolean children = Folders.temporary().folder().writable();
        if (children) {
            problems.loading(ask());
        }
        List<Kept> folders = Folders.all(fact(Library.JAVACPP, "cache"));
        List<NativeVersion> versions = versions();
        Gpu gpu = Gpu.ofThisMachine(facts.get(Library.GPU));
        SelfTestResult result =
                selfTest && facts.containsKey(Library.LIBTORCH) ? new SelfTest(command, listener).run() : null;
        Map<String, String> environment = System.getenv();
        return new Diagnosis(
                Processor.ofThisMachine(),
                Cache.ofThisMachine(),
                Libraries.of(facts.get(Library.LIBTORCH), facts.get(Library.ONEDNN), talk, environment),
                Threads.of(threads(), environment.get("OMP_NUM_THREADS")),
                Allocator.of(environment, System.getProperty("os.name").equals("Linux")),
                JavaRuntime.current(),
                versions,
                gpu,
                folders.stream().map(Kept::folder).toList(),
                result,
                problems.versions(versions)
                        .folders(folders)
                        .gpu(gpu)
                        .selfTest(result)
                        .all());
    }

    private List<Outcome> ask() {
        listener.note("asking the native libraries");
        List<Task.Facts> questions =
                Arrays.stream(Library.values()).map(Task.Facts::new).toList();
        List<Outcome> outcomes = Probing.run(command.with(TALKING), questions, outcome -> {}, talk::add);
        outcomes.stream()
                .filter(Outcome::isAnswered)
                .forEach(outcome -> facts.put(((Task.Facts) outcome.task()).library(), outcome.answer()));
        return outcomes;
    }

    private int threads() {
        JsonNode libtorch = facts.get(Library.LIBTORCH);
        return libtorch == null ? 0 : libtorch.path("threads").asInt();
    }

    private String fact(Library library, String name) {
        JsonNode all = facts.get(library);
        return all == null ? "" : all.path(name).asText();
    }

    private List<NativeVersion> versions() {
        List<NativeVersion> versions = new ArrayList<>(NativeVersion.of(Doctor.class.getClassLoader()));
        // The jar's manifest and the library in it; in a test's class folder there is no manifest.
        String classes = OrtEnvironment.class.getPackage().getImplementationVersion();
        String natives = fact(Library.ONNXRUNTIME, "version");
        Set<String> told = new LinkedHashSet<>();
        if (classes != null) {
            told.add(classes);
        }
        if (!natives.isEmpty()) {
            told.add(natives);
        }
        versions.add(new NativeVersion(
                "onnxruntime",
                String.join(" and ", told),
                told.size() <= 1,
                told.size() <= 1 ? "" : "its Java classes and its natives differ"));
        return List.copyOf(versions);
    }
}
