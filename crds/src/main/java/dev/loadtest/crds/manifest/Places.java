package dev.loadtest.crds.manifest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a document stand. Orders problems as their fields do; a field that is absent stands where its parent
 * does, and what a command line sets stands last. Written by one thread, then read by any.
 */
public final class Places implements Comparator<Problem> {
    private final Map<String, Entry> entries = new HashMap<>();
    private int last;

    /** @param place null for what a command line sets */
    private record Entry(int order, @Nullable Place place) {}

    Places() {}

    /** A document that is known by one place at most, such as one that cannot be read. */
    static Places only(@Nullable Place place) {
        Places places = new Places();
        if (place != null) {
            places.add("", place);
        }
        return places;
    }

    /** Nothing is known, as of a file that does not exist. */
    public static Places none() {
        return new Places();
    }

    /** @param path empty for the document as a whole */
    void add(String path, Place place) {
        entries.put(path, new Entry(++last, place));
    }

    /** Notes that a command line sets what stands at a path. */
    void addSet(String path) {
        entries.put(path, new Entry(++last, null));
    }

    /** The line that a user sees: {@code FILE:LINE:COLUMN: spec.drain: …}, or {@code FILE: --set spec.drain: …}. */
    public String line(Problem problem, String file) {
        Entry entry = problem.path().startsWith("--") ? null : entry(problem.path());
        if (entry == null) {
            return file + ": " + problem;
        }
        return entry.place() == null ? file + ": --set " + problem : file + ":" + entry.place() + ": " + problem;
    }

    @Override
    public int compare(Problem a, Problem b) {
        return Integer.compare(order(a.path()), order(b.path()));
    }

    private int order(String path) {
        Entry entry = entry(path);
        return entry == null ? 0 : entry.order();
    }

    /** Of the field, or of the nearest one around it that there is. */
    private @Nullable Entry entry(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Entry entry = entries.get(at);
            if (entry != null) {
                return entry;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return entries.get("");
    }
}
