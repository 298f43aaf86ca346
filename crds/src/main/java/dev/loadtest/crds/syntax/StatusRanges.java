package dev.loadtest.crds.syntax;

import dev.loadtest.engine.plan.Expectation.StatusRange;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expected status codes: {@code 404}, {@code "4xx"} or {@code "400-404"}. */
public final class StatusRanges {
    private static final Pattern FORM =
            Pattern.compile("([1-5])xx|([0-9]{3})(?:-([0-9]{3}))?", Pattern.CASE_INSENSITIVE);

    private StatusRanges() {}

    public static StatusRange parse(IntOrString status) {
        String text = String.valueOf(status.getValue());
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a status code (write 404, \"4xx\" or \"400-404\")");
        }
        if (form.group(1) != null) {
            int first = Integer.parseInt(form.group(1)) * 100;
            return new StatusRange(first, first + 99);
        }
        int min = Integer.parseInt(form.group(2));
        int max = form.group(3) == null ? min : Integer.parseInt(form.group(3));
        if (min < 100 || max > 599) {
            throw new IllegalArgumentException("status codes go from 100 to 599, not " + text);
        }
        if (min > max) {
            throw new IllegalArgumentException("the range " + text + " is empty: its first code is above its last");
        }
        return new StatusRange(min, max);
    }
}
