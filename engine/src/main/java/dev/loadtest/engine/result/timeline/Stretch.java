package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A span of run time, with a cell for each series in which something happened. */
final class Stretch {
    final long start;

    private final TimeBuckets buckets;
    /** Start of the last stretch at the last change of this one. */
    long touched;
    /** By series. */
    private @Nullable Cell[] cells = new @Nullable Cell[1];

    private int used;

    Stretch(long start, TimeBuckets buckets) {
        this.start = start;
        this.buckets = buckets;
    }

    /** The cell of a series, a new one if it has none. */
    Cell cell(int series) {
        if (series >= cells.length) {
            cells = Arrays.copyOf(cells, Math.max(series + 1, 2 * cells.length));
        }
        Cell cell = cells[series];
        if (cell == null) {
            cell = new Cell(buckets);
            cells[series] = cell;
            used++;
        }
        return cell;
    }

    @Nullable
    Cell find(int series) {
        return series < cells.length ? cells[series] : null;
    }

    /** Number of its cells. */
    int used() {
        return used;
    }

    void add(Stretch other) {
        for (int series = 0; series < other.cells.length; series++) {
            Cell cell = other.cells[series];
            if (cell != null) {
                cell(series).add(cell);
            }
        }
        touched = Math.max(touched, other.touched);
    }

    Stretch copy() {
        Stretch copy = new Stretch(start, buckets);
        copy.touched = touched;
        copy.cells = new @Nullable Cell[cells.length];
        for (int series = 0; series < cells.length; series++) {
            Cell cell = cells[series];
            copy.cells[series] = cell == null ? null : cell.copy();
        }
        copy.used = used;
        return copy;
    }

    void pack() {
        forEach(cell -> cell.response.pack());
    }

    private void forEach(Consumer<Cell> action) {
        for (Cell cell : cells) {
            if (cell != null) {
                action.accept(cell);
            }
        }
    }

    TimelineState.Stretch state() {
        List<TimelineState.Cell> states = new ArrayList<>();
        for (int series = 0; series < cells.length; series++) {
            Cell cell = cells[series];
            if (cell != null) {
                states.add(cell.state(series));
            }
        }
        return new TimelineState.Stretch(start, states);
    }

    /** @throws IllegalArgumentException if it has impossible counts, or a series that no run has */
    static Stretch of(TimelineState.Stretch state, TimeBuckets buckets) {
        Stretch stretch = new Stretch(state.second(), buckets);
        for (TimelineState.Cell cell : state.cells()) {
            if (cell.series() < 0
                    || cell.series() >= TimelineSeries.MAX_SERIES
                    || stretch.find(cell.series()) != null) {
                throw new IllegalArgumentException("a timeline with a series " + cell.series());
            }
            stretch.cell(cell.series());
            stretch.cells[cell.series()] = Cell.of(cell, buckets);
        }
        stretch.touched = state.second();
        return stretch;
    }
}
