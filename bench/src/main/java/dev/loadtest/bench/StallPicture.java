package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.util.function.DoubleUnaryOperator;

/** Draws the latency that each clock shows for a stalled target, on an axis where 90, 99 and 99.9 % are equidistant. */
final class StallPicture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int RIGHT = 190;
    private static final int TOP = 30;
    private static final int BOTTOM = 50;
    private static final double NINES = 4;
    private static final int STEPS = 160;
    private static final double MAX_MILLIS = 550;

    private final StringBuilder svg = new StringBuilder();

    private StallPicture() {}

    /**
     * @param frozenMillis duration of the target's freeze
     * @param exactMillis the exact latency by percentile
     */
    static String draw(
            double frozenMillis,
            DoubleUnaryOperator exactMillis,
            LatencyHistogram response,
            LatencyHistogram service,
            LatencyHistogram closed) {
        StallPicture picture = new StallPicture();
        picture.frame(frozenMillis);
        picture.curve("#f0c24b", 8, exactMillis);
        picture.curve("#b3261e", 2, percentile -> response.valueAt(percentile) / 1e3);
        picture.curve("#1b6e3c", 2, percentile -> service.valueAt(percentile) / 1e3);
        picture.curve("#1f4e9e", 2, percentile -> closed.valueAt(percentile) / 1e3);
        picture.legend(0, "#f0c24b", "exact answer");
        picture.legend(1, "#b3261e", "response, open model");
        picture.legend(2, "#1b6e3c", "service, open model");
        picture.legend(3, "#1f4e9e", "closed model");
        return picture.svg.append("</svg>\n").toString();
    }

    private void frame(double frozenMillis) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"".formatted(WIDTH, HEIGHT))
                .append(" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n")
                .append("<title>Latency by percentile while a target stood still for %.0f ms</title>\n"
                        .formatted(frozenMillis))
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (int millis = 0; millis <= 500; millis += 100) {
            line(x(0), y(millis), x(NINES), y(millis), "#ddd");
            text(LEFT - 8, y(millis) + 4, "end", millis + " ms");
        }
        String[] names = {"0 %", "90 %", "99 %", "99.9 %", "99.99 %"};
        for (int nines = 0; nines < names.length; nines++) {
            line(x(nines), y(0), x(nines), y(MAX_MILLIS), "#ddd");
            text(x(nines), HEIGHT - BOTTOM + 20, "middle", names[nines]);
        }
        text(x(NINES / 2), HEIGHT - 8, "middle", "of the requests of 20 s were answered within");
    }

    private void curve(String colour, int width, DoubleUnaryOperator millisAt) {
        svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" points=\"".formatted(colour, width));
        for (int step = 0; step <= STEPS; step++) {
            double nines = NINES * step / STEPS;
            double millis = millisAt.applyAsDouble(100 * (1 - Math.pow(10, -nines)));
            svg.append("%.1f,%.1f ".formatted(x(nines), y(millis)));
        }
        svg.append("\"/>\n");
    }

    private void legend(int place, String colour, String name) {
        double y = TOP + 20 + 22.0 * place;
        double x = WIDTH - RIGHT + 15;
        svg.append("<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"%s\" stroke-width=\"3\"/>\n"
                .formatted(x, y, x + 20, y, colour));
        text(x + 26, y + 4, "start", name);
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        svg.append("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n"
                .formatted(x1, y1, x2, y2, colour));
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>\n"
                .formatted(x, y, anchor, words));
    }

    private static double x(double nines) {
        return LEFT + (WIDTH - LEFT - RIGHT) * nines / NINES;
    }

    private static double y(double millis) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(millis, MAX_MILLIS) / MAX_MILLIS;
    }
}
