package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.DraftRequest.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a multipart form that a browser recorded as one text. Pure: no I/O. */
final class MultipartText {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]{1,100})\"|([^;\\s]{1,100}))");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
    private static final int MAX_PARTS = 50;

    private MultipartText() {}

    /**
     * Name and text of each part; none where the text is not in parts.
     *
     * @param contentType with its parameters
     */
    static List<Field> parts(String contentType, String text) {
        Matcher named = BOUNDARY.matcher(contentType);
        if (!named.find()) {
            return List.of();
        }
        String line = "--" + (named.group(1) == null ? named.group(2) : named.group(1));
        List<Field> parts = new ArrayList<>();
        String[] pieces = text.split("(?:^|\\r?\\n)" + Pattern.quote(line), MAX_PARTS + 2);
        for (int i = 1; i < pieces.length; i++) {
            String[] halves = pieces[i].split("\\r?\\n\\r?\\n", 2);
            Matcher name = NAME.matcher(halves[0]);
            if (!pieces[i].startsWith("--") && name.find() && !name.group(1).isEmpty()) {
                parts.add(new Field(name.group(1), halves.length == 2 ? halves[1] : ""));
            }
        }
        return parts;
    }
}
