package dev.loadtest.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Draws plots. No escaping is needed: a handle is hexadecimal. */
final class PlotRenderer {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 40;

    private PlotRenderer() {}

    static byte[] render(String handle, int index, PlotFormat format) {
        Series series = Series.of(handle, index);
        String text =
                switch (format) {
                    case JSON -> json(handle, index, series);
                    case SVG -> svg(handle, index, series);
                    case HTML -> html(handle, index, series);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String handle, int index, Series series) {
        return "{\"handle\":\"%s\",\"index\":%d,\"values\":%s}"
                .formatted(handle, index, Arrays.toString(series.values()));
    }

    private static String html(String handle, int index, Series series) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <link rel="icon" href="data:,">
                <title>Plot %2$d of %1$s</title>
                <style>body { font-family: sans-serif; margin: 2em } svg { max-width: 100%%; height: auto }</style>
                </head>
                <body>
                <h1>Plot %2$d</h1>
                %3$s</body>
                </html>
                """.formatted(handle, index, svg(handle, index, series));
    }

    private static String svg(String handle, int index, Series series) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>Plot %4$d of %3$s</title>
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                <path d="M%5$d %5$dV%6$dH%7$d" fill="none" stroke="#444"/>
                <polyline points="%8$s" fill="none" stroke="#1565c0" stroke-width="2"/>
                <g font-family="sans-serif" font-size="12" fill="#444">
                <text x="8" y="%5$d">100</text>
                <text x="8" y="%6$d">0</text>
                <text x="%5$d" y="24">%3$s, index %4$d</text>
                </g>
                </svg>
                """.formatted(WIDTH, HEIGHT, handle, index, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, points(series));
    }

    private static String points(Series series) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < Series.POINTS; i++) {
            double x = MARGIN + i * (WIDTH - 2.0 * MARGIN) / (Series.POINTS - 1);
            double y = HEIGHT - MARGIN - series.value(i) / 100 * (HEIGHT - 2.0 * MARGIN);
            points.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
        }
        return points.toString();
    }
}
