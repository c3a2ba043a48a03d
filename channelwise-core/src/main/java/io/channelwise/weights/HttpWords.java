package io.channelwise.weights;

import io.channelwise.weights.HttpGet.Answer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says in headers and status codes, RFC 9110. */
final class HttpWords {

    private HttpWords() {}

    /** The stretch of a file that an answer brings; the total is -1 where the server does not know it. */
    record Range(long start, long total) {

        private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

        static Optional<Range> parse(String header) {
            Matcher matcher = CONTENT_RANGE.matcher(header.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String total = matcher.group(2);
            return Optional.of(
                    new Range(Long.parseLong(matcher.group(1)), total.equals("*") ? -1 : Long.parseLong(total)));
        }
    }

    /** What {@code If-Range} may name: a strong entity tag, else the date. */
    static Optional<String> version(Answer answer) {
        return answer.header("ETag").filter(tag -> tag.startsWith("\"")).or(() -> answer.header("Last-Modified"));
    }

    /** Why there is no content, and what to do. */
    static DownloadFailure refusal(int status) {
        String code = " (HTTP " + status + ")";
        return switch (status) {
            case 401, 403 ->
                DownloadFailure.lasting(
                        "the server refuses it" + code + ": check the name; files that need a login are not fetched");
            case 404, 410 -> DownloadFailure.lasting("the server does not have it" + code + ": check the name");
            case 408, 429 -> DownloadFailure.passing("the server asks to wait" + code + ": try again later", null);
            default ->
                status >= 500
                        ? DownloadFailure.passing("the server has trouble" + code + ": try again later", null)
                        : DownloadFailure.lasting("the server does not send it" + code);
        };
    }
}
