package io.channelwise.diagnosis;

/** Hears how far the doctor is. */
public interface DoctorListener {

    /** Hears nothing. */
    DoctorListener NONE = new DoctorListener() {};

    /** The self-test begins, with so many trials. */
    default void selfTestStarted(int trials) {}

    /** So many trials are done, the last of them this. */
    default void selfTestAdvanced(int done, String last) {}

    /** The trials are done. */
    default void selfTestFinished() {}

    /** What is being done, in a sentence. */
    default void note(String sentence) {}
}
