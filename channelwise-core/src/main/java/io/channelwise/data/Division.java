package io.channelwise.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Divides a folder's images into training and test images, each by its own name: a fifth of all names is held out, see
 * {@link NameHash}. So an image keeps its side for ever, whatever comes, goes or moves beside it; under another name it is
 * another image. The price is that a class has about a fifth of its images held out and not exactly so, and one of few
 * images perhaps none.
 *
 * <p>Only where nothing could be trained or tested otherwise, other images count too: a class all of whose images would
 * be held out gives the one with the highest number to training, and if no image of the folder is held out, the one of
 * each class with the lowest is.
 *
 * @param seed of the numbers
 * @param reading for what, and beside which record; what is on record stays where it was
 * @param part what a record has before the names of these images
 */
record Division(long seed, Reading reading, String part) {

    /** Of all names. */
    static final double HELD_OUT_SHARE = 0.2;

    /** The images of each side, in their order. */
    record Sides(List<LabelledFile> train, List<LabelledFile> heldOut) {}

    Sides of(List<LabelledFile> images) {
        Set<LabelledFile> heldOut =
                images.stream().filter(this::isHeldOut).collect(Collectors.toCollection(HashSet::new));
        Comparator<LabelledFile> byNumber = Comparator.comparingDouble(this::number);
        if (heldOut.isEmpty()) {
            classes(images).forEach(members -> first(members, byNumber).ifPresent(heldOut::add));
        }
        if (reading.training()) {
            classes(images).stream().filter(heldOut::containsAll).forEach(members -> first(members, byNumber.reversed())
                    .ifPresent(heldOut::remove));
        }
        return new Sides(
                images.stream().filter(image -> !heldOut.contains(image)).toList(),
                images.stream().filter(heldOut::contains).toList());
    }

    private static Collection<List<LabelledFile>> classes(List<LabelledFile> images) {
        return images.stream()
                .collect(Collectors.groupingBy(LabelledFile::label))
                .values();
    }

    /** Of those that are not on record. */
    private Optional<LabelledFile> first(List<LabelledFile> members, Comparator<LabelledFile> order) {
        return members.stream().filter(image -> recorded(image).isEmpty()).min(order);
    }

    private boolean isHeldOut(LabelledFile image) {
        return recorded(image).orElseGet(() -> number(image) < HELD_OUT_SHARE);
    }

    private Optional<Boolean> recorded(LabelledFile image) {
        return reading.sides().flatMap(sides -> sides.isHeldOut(part + image.name()));
    }

    private double number(LabelledFile image) {
        return NameHash.of(seed, image.name());
    }
}
