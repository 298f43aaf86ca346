package dev.loadtest.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Output formats of a plot. */
enum PlotFormat {
    JSON("application/json"),
    HTML("text/html; charset=utf-8"),
    SVG("image/svg+xml");

    private final String contentType;

    PlotFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static Optional<PlotFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
