package io.channelwise.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files' names as people wrote them, also where their bytes are not in this system's encoding. */
final class FileNames {

    /** What stands for bytes that are no text here; Java would give two such names as one. */
    private static final char UNREADABLE = '\uFFFD';

    private FileNames() {}

    /** The last name of the path: as the system reads it, else its bytes as UTF-8, else as Latin-1. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        return name.indexOf(UNREADABLE) < 0 ? name : decode(bytes(file));
    }

    /** The names from the folder down to a file below it, with slashes between them on every system. */
    static String below(Path folder, Path file) {
        List<String> names = new ArrayList<>();
        for (Path at = file; at != null && !at.equals(folder); at = at.getParent()) {
            names.add(0, of(at));
        }
        return String.join("/", names);
    }

    /** Only a path's address tells its bytes. */
    private static byte[] bytes(Path file) {
        String address = file.toUri().getRawPath().replaceAll("/+$", "");
        String escaped = address.substring(address.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String decode(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, StandardCharsets.ISO_8859_1);
        }
    }
}
