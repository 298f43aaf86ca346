package dev.loadtest.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.CaptureSpec;
import dev.loadtest.crds.model.ExpectSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.syntax.Regexes;
import dev.loadtest.crds.syntax.StatusRanges;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for what a response must be, and for what is captured from it. */
final class ExpectRules {
    private static final String[] HEADER = {"equals", "matches", "present"};
    private static final String[] JSON = {"equals", "matches", "present", "atLeast", "atMost"};

    private final Problems problems;

    ExpectRules(Problems problems) {
        this.problems = problems;
    }

    void check(RequestSpec request, String path) {
        if (request.expect() != null) {
            check(request.expect(), path + ".expect");
        }
        checkCaptures(request, path);
    }

    private void check(ExpectSpec expect, String path) {
        Each.of(
                expect.status(),
                path + ".status",
                (status, at) -> problems.attempt(at, () -> StatusRanges.parse(status)));
        Each.of(expect.headers(), path + ".headers", this::checkHeader);
        Each.of(expect.json(), path + ".json", this::checkJson);
        checkRegex(expect.bodyMatches(), path + ".bodyMatches");
    }

    private void checkHeader(ExpectSpec.HeaderCheck header, String path) {
        int kinds = Each.count(header.equals(), header.matches(), header.present());
        if (kinds == 0) {
            problems.missing(path, "says not what the header must be: one of equals, matches and present", HEADER);
        } else if (kinds > 1) {
            problems.add(path, "has more than one of equals, matches and present; write an entry for each");
        }
        checkRegex(header.matches(), path + ".matches");
    }

    private void checkJson(ExpectSpec.JsonCheck check, String path) {
        boolean bounded = check.atLeast() != null || check.atMost() != null;
        int kinds = Each.count(check.equals(), check.matches(), check.present()) + (bounded ? 1 : 0);
        if (kinds == 0) {
            problems.missing(
                    path, "says not what the value must be: one of equals, matches, present, atLeast and atMost", JSON);
        } else if (kinds > 1) {
            problems.add(
                    path,
                    "has more than one of equals, matches, present and bounds; only atLeast and atMost go together");
        }
        if (check.atLeast() != null && check.atMost() != null && check.atLeast() > check.atMost()) {
            problems.add(path, "atLeast must not be above atMost");
        }
        JsonNode equals = check.equals();
        if (equals != null && !equals.isTextual() && !equals.isNumber() && !equals.isBoolean()) {
            problems.add(
                    path + ".equals", "expected a text, a number, true or false; check parts by their own pointers");
        }
        checkRegex(check.matches(), path + ".matches");
    }

    private void checkRegex(@Nullable String regex, String path) {
        if (regex != null) {
            Regexes.problem(regex).ifPresent(problem -> problems.add(path, problem));
        }
    }

    private void checkCaptures(RequestSpec request, String path) {
        Set<String> seen = new HashSet<>();
        Each.of(request.capture(), path + ".capture", (CaptureSpec capture, String at) -> {
            int sources = Each.count(capture.jsonPointer(), capture.header(), capture.regex());
            if (sources == 0) {
                problems.missing(at, "has none of jsonPointer, header and regex", "jsonPointer", "header", "regex");
            } else if (sources > 1) {
                problems.add(at, "has more than one of jsonPointer, header and regex; a capture has one of them");
            }
            checkRegex(capture.regex(), at + ".regex");
            if (capture.regex() != null
                    && Regexes.problem(capture.regex()).isEmpty()
                    && Regexes.groups(capture.regex()) == 0) {
                problems.add(at + ".regex", "has no group; put what is captured in parentheses");
            }
            if (capture.name() != null && !seen.add(capture.name())) {
                problems.add(at + ".name", "this request already captures \"" + capture.name() + "\"");
            }
        });
    }
}
