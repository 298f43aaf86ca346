package dev.loadtest.worker.http.h2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines with room by the number of their taken streams; every operation takes constant time. */
final class LeastTaken {
    /** Index of a line that is not among them. */
    static final int ABSENT = -1;

    private final List<List<Http2Line>> byTaken = new ArrayList<>();
    /** No line has fewer streams. */
    private int least;

    /** To be called before the line's number of streams changes. */
    void remove(Http2Line line) {
        if (line.index == ABSENT) {
            return;
        }
        List<Http2Line> equals = byTaken.get(line.taken());
        Http2Line last = equals.removeLast();
        if (last != line) {
            last.index = line.index;
            equals.set(line.index, last);
        }
        line.index = ABSENT;
    }

    /** To be called after the line's number of streams has changed. */
    void add(Http2Line line) {
        if (line.room() == 0) {
            return;
        }
        while (byTaken.size() <= line.taken()) {
            byTaken.add(new ArrayList<>());
        }
        List<Http2Line> equals = byTaken.get(line.taken());
        line.index = equals.size();
        equals.add(line);
        least = Math.min(least, line.taken());
    }

    /** A line with the fewest streams; null if none has room. */
    @Nullable
    Http2Line first() {
        while (least < byTaken.size()) {
            List<Http2Line> equals = byTaken.get(least);
            if (!equals.isEmpty()) {
                return equals.getLast();
            }
            least++;
        }
        return null;
    }
}
