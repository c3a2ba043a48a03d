package io.channelwise.benchmarks.parts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the table says of a benchmark's method. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Part {

    /** What is computed. */
    String name();

    /** Of what size. */
    String size();

    /** Whether it is computed step by step as the formula has it, for comparison with the form of the same name that is used. */
    boolean formula() default false;
}
