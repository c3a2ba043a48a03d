package io.channelwise.benchmarks;

/**
 * A method that JMH times.
 *
 * @param benchmark JMH's name of it, class and method
 * @param name what it computes
 * @param size of what size
 * @param formula whether as the formula has it, beside the form that is used
 */
record TimedPart(String benchmark, String name, String size, boolean formula) {

    /** As {@code --only} sees it. */
    @Override
    public String toString() {
        return title() + ", " + size;
    }

    /** As the table shows it. */
    String title() {
        return formula ? name + ", as the formula" : name;
    }
}
