package io.channelwise.cli;

/** The {@code channelwise} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("channelwise");
    }
}
