package dev.loadtest.crds.syntax;

import dev.loadtest.engine.plan.FailureLimit;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code maxFailures}: a number of requests, or a percentage of the tracked ones. */
public final class FailureLimits {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})|([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");

    private FailureLimits() {}

    public static FailureLimit parse(IntOrString limit) {
        String text = String.valueOf(limit.getValue());
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither a number of requests nor a percentage such as \"5%\"");
        }
        if (form.group(1) != null) {
            return new FailureLimit.Count(Long.parseLong(form.group(1)));
        }
        double percent = Double.parseDouble(form.group(2));
        if (percent > 100) {
            throw new IllegalArgumentException("\"" + text + "\" is above 100%");
        }
        return new FailureLimit.Percent(percent);
    }
}
