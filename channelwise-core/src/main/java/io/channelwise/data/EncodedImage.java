package io.channelwise.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.channelwise.runtime.NativeLibraries;
import io.channelwise.runtime.NativeMessages;
import io.channelwise.weights.Interpolation;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A file's picture, decoded by OpenCV when asked for. The orientation that its metadata ask for is applied here, so that the
 * size is known before.
 *
 * @param bytes a file of one picture, see {@link Picture}
 * @param name what errors call it
 * @param header of these bytes, within the limits
 * @param channels 1 (grey) or 3 (RGB)
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EncodedImage(byte[] bytes, String name, ImageHeader header, int channels) implements ImageSource {

    private static final int MAX_REDUCTION = 8;

    static {
        NativeLibraries.load(NativeLibraries.ofJavaCpp("opencv", "jniopencv_imgcodecs"), EncodedImage::loadOpenCv);
    }

    private static void loadOpenCv() {
        Loader.load(opencv_imgcodecs.class);
        // Each worker decodes an image of its own; OpenCV's pool would only compete with the training threads.
        opencv_core.setNumThreads(1);
    }

    @Override
    public int height() {
        return header.orientation().transposed() ? header.width() : header.height();
    }

    @Override
    public int width() {
        return header.orientation().transposed() ? header.height() : header.width();
    }

    @Override
    public Image decode() {
        return decode(1, this::copy);
    }

    /**
     * libjpeg decodes at half, a quarter or an eighth of the scale by leaving out the finer cosines of every block, which
     * changes the pixels of photographs by 1 to 2 of 255 on average.
     */
    @Override
    public Image decode(Box box, int height, int width, Interpolation interpolation) {
        int reduction = header.isJpeg() ? reduction(box, height, width) : 1;
        return decode(
                reduction,
                mat -> resized(mat, Resampling.of(inReduced(box, mat, reduction), height, width, interpolation)));
    }

    @Override
    public Image decode(ResizedPart part, Interpolation interpolation) {
        Resampling resampling = Resampling.of(height(), width(), part, interpolation);
        return decode(1, mat -> resized(mat, resampling));
    }

    private Image resized(Mat mat, Resampling resampling) {
        return resampling.resized(PixelRows.of(mat, channels, resampling.firstColumn(), resampling.columns()));
    }

    /** The largest of 1, 2, 4 and 8 that leaves the box at least as large as it is to become. */
    private static int reduction(Box box, int height, int width) {
        int reduction = 1;
        while (reduction < MAX_REDUCTION
                && box.height() >= 2.0 * reduction * height
                && box.width() >= 2.0 * reduction * width) {
            reduction *= 2;
        }
        return reduction;
    }

    /** Reduced pixels are counted from the stored image's corner, which mirroring moves to the other side. */
    private Box inReduced(Box box, Mat mat, int reduction) {
        double down = header.orientation().upsideDown() ? mat.rows() - (double) height() / reduction : 0;
        double right = header.orientation().mirrored() ? mat.cols() - (double) width() / reduction : 0;
        return box.reduced(reduction).moved(down, right);
    }

    private Image decode(int reduction, Function<Mat, Image> use) {
        try (PointerScope scope = new PointerScope()) {
            Mat mat = mat(reduction);
            if (!mat.empty()) {
                header.orientation().apply(mat);
            }
            if (mat.rows() != reduced(height(), reduction) || mat.cols() != reduced(width(), reduction)) {
                throw new DataException(name + ": damaged or cut short " + header.format() + " image");
            }
            return use.apply(mat);
        } catch (DataException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    name + ": there is not enough memory for its " + header.width() + " x " + header.height()
                            + " pixels",
                    e);
        } catch (RuntimeException e) {
            throw new DataException(name + ": damaged " + header.format() + " image", e);
        }
    }

    /** As libjpeg rounds it. */
    private static int reduced(int side, int reduction) {
        return (side + reduction - 1) / reduction;
    }

    private Mat mat(int reduction) {
        try (NativeMessages silenced = NativeMessages.silenced()) {
            return imdecode(new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)), flags(reduction));
        }
    }

    private int flags(int reduction) {
        int colour = channels == 1 ? IMREAD_GRAYSCALE : IMREAD_COLOR_RGB;
        return colour
                | IMREAD_IGNORE_ORIENTATION
                | switch (reduction) {
                    case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
                    case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
                    case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
                    default -> 0;
                };
    }

    private Image copy(Mat mat) {
        byte[] pixels = new byte[mat.rows() * mat.cols() * channels];
        mat.data().get(pixels);
        return new Image(channels, mat.rows(), mat.cols(), pixels);
    }
}
