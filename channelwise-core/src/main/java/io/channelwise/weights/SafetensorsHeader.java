package io.channelwise.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file: where each tensor lies among the data, and the metadata. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    private static final String METADATA = "__metadata__";
    private static final int MAX_NAME = 50_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(20)
                    .maxNameLength(MAX_NAME)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** A tensor and its bytes from {@code begin} to {@code end} of the data. */
    record Entry(String name, DType type, List<Long> shape, long begin, long end) {

        long length() {
            return end - begin;
        }

        @Override
        public String toString() {
            return name + ": " + type + " " + shape + " at bytes " + begin + " to " + end;
        }
    }

    /** The header in these bytes, checked against the number of data bytes that follow it. */
    static SafetensorsHeader parse(byte[] json, long dataSize) throws IOException {
        SafetensorsHeader header;
        try (JsonParser parser = JSON.createParser(json)) {
            header = new SafetensorsHeader(new ArrayList<>(), new LinkedHashMap<>());
            header.read(parser);
            require(parser.nextToken() == null, "has text after its header");
        } catch (JsonProcessingException e) {
            throw new WeightsException("has a damaged safetensors header: " + JsonWords.of(e), e);
        }
        header.requireContiguous(dataSize);
        return header;
    }

    private void read(JsonParser parser) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "has a safetensors header that is no JSON object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            require(parser.nextToken() == JsonToken.START_OBJECT, name + ": expected a JSON object in the header");
            if (name.equals(METADATA)) {
                readMetadata(parser);
            } else {
                require(entries.size() < Weights.MAX_TENSORS, "has more than " + Weights.MAX_TENSORS + " tensors");
                entries.add(readEntry(name, parser));
            }
        }
    }

    private void readMetadata(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            require(parser.nextToken() == JsonToken.VALUE_STRING, METADATA + ": " + key + " is no string");
            metadata.put(key, parser.getText());
        }
    }

    private static Entry readEntry(String name, JsonParser parser) throws IOException {
        DType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" -> type = readType(name, parser);
                case "shape" -> shape = readLongs(name, parser);
                case "data_offsets" -> offsets = readLongs(name, parser);
                default -> parser.skipChildren();
            }
        }
        require(type != null && shape != null && offsets != null, name + ": dtype, shape or data_offsets is missing");
        require(offsets.size() == 2, name + ": data_offsets " + offsets + "; expected two");
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static DType readType(String name, JsonParser parser) throws IOException {
        String type = parser.getText();
        return DType.named(type)
                .orElseThrow(() -> new WeightsException(
                        name + ": type " + type + " is not read; allowed: " + Arrays.toString(DType.values())));
    }

    private static List<Long> readLongs(String name, JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, name + ": expected a list of numbers in the header");
        List<Long> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, name + ": expected whole numbers");
            require(values.size() < StoredTensor.MAX_RANK, name + ": has too many dimensions");
            values.add(parser.getLongValue());
        }
        return values;
    }

    /** The format allows neither holes nor overlaps: in order of their place, tensors fill the data exactly. */
    private void requireContiguous(long dataSize) {
        List<Entry> byPlace = new ArrayList<>(entries);
        byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long filled = 0;
        for (Entry entry : byPlace) {
            if (entry.begin != filled || entry.end < entry.begin) {
                throw new WeightsException(
                        entry + "; expected from " + filled + ", tensors may neither overlap nor leave holes");
            }
            if (entry.end > dataSize) {
                throw new WeightsException(entry + "; the file holds " + dataSize);
            }
            requireLength(entry);
            filled = entry.end;
        }
        require(filled == dataSize, "has " + dataSize + " bytes of data; its header describes " + filled);
    }

    private static void requireLength(Entry entry) {
        long needed;
        try {
            needed = StoredTensor.byteSize(entry.type, entry.shape);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new WeightsException(entry + ": impossible shape", e);
        }
        if (needed != entry.length()) {
            throw new WeightsException(entry + "; its shape takes " + needed);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new WeightsException(message);
        }
    }

    /** The header of these tensors: listed in the map's order, laid out in the list's. */
    static SafetensorsHeader layOut(
            Map<String, StoredTensor> tensors,
            List<Map.Entry<String, StoredTensor>> layout,
            Map<String, String> metadata) {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("tensors: a tensor cannot be called " + METADATA);
        }
        Map<String, Long> begins = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, StoredTensor> entry : layout) {
            begins.put(entry.getKey(), end);
            end += entry.getValue().data().remaining();
        }
        List<Entry> entries = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            long begin = begins.get(name);
            entries.add(new Entry(
                    name,
                    tensor.type(),
                    tensor.shape(),
                    begin,
                    begin + tensor.data().remaining()));
        });
        return new SafetensorsHeader(entries, metadata);
    }

    /** As JSON, padded with spaces so that the data starts at a multiple of eight. */
    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeMetadata(json);
            for (Entry entry : entries) {
                writeEntry(json, entry);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new WeightsException("the header cannot be written: " + e.getMessage(), e);
        }
        while (bytes.size() % Safetensors.LENGTH_BYTES != 0) {
            bytes.write(' ');
        }
        require(bytes.size() <= Safetensors.MAX_HEADER, "the header takes more than 100 MB: too many tensors");
        return bytes.toByteArray();
    }

    private void writeMetadata(JsonGenerator json) throws IOException {
        if (metadata.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeEntry(JsonGenerator json, Entry entry) throws IOException {
        json.writeObjectFieldStart(entry.name);
        json.writeStringField("dtype", entry.type.name());
        writeLongs(json, "shape", entry.shape);
        writeLongs(json, "data_offsets", List.of(entry.begin, entry.end));
        json.writeEndObject();
    }

    private static void writeLongs(JsonGenerator json, String field, List<Long> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (long value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
