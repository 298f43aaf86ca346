package dev.loadtest.engine.run.cookie;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates of cookies, in all the forms that servers write: RFC 6265 section 5.1.1. */
final class CookieDate {
    private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-\\x2f\\x3b-\\x40\\x5b-\\x60\\x7b-\\x7e]+");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?");
    private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:[^0-9].*)?");
    private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})(?:[^0-9].*)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int FIRST_YEAR = 1601;
    /** Longer texts are no dates. */
    private static final int MAX_LENGTH = 256;

    private int hour = -1;
    private int minute;
    private int second;
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate() {}

    /** In milliseconds since the epoch, in UTC; empty for what is no date. */
    static OptionalLong epochMillis(String text) {
        if (text.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        CookieDate date = new CookieDate();
        for (String token : DELIMITERS.split(text)) {
            date.take(token);
        }
        return date.epochMillis();
    }

    private void take(String token) {
        Matcher time = TIME.matcher(token);
        if (hour < 0 && time.matches()) {
            hour = Integer.parseInt(time.group(1));
            minute = Integer.parseInt(time.group(2));
            second = Integer.parseInt(time.group(3));
            return;
        }
        Matcher dayOfMonth = DAY.matcher(token);
        if (day < 0 && dayOfMonth.matches()) {
            day = Integer.parseInt(dayOfMonth.group(1));
            return;
        }
        if (month < 0 && token.length() >= 3) {
            month = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
            if (month >= 0) {
                return;
            }
        }
        Matcher ofYear = YEAR.matcher(token);
        if (year < 0 && ofYear.matches()) {
            year = Integer.parseInt(ofYear.group(1));
        }
    }

    private OptionalLong epochMillis() {
        int full = year >= 70 && year <= 99 ? year + 1900 : year >= 0 && year <= 69 ? year + 2000 : year;
        if (hour < 0 || day < 0 || month < 0 || full < FIRST_YEAR) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(LocalDateTime.of(full, month + 1, day, hour, minute, second)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
