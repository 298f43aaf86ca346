package dev.loadtest.engine.rows;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RowTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The indexed rows of all of a plan's sets that have rows. Any thread. */
public final class RowFiles implements AutoCloseable {
    /** Of a plan without rows. */
    public static final RowFiles NONE = new RowFiles(Map.of());

    private final Map<String, RowIndex> bySet;

    private RowFiles(Map<String, RowIndex> bySet) {
        this.bySet = Map.copyOf(bySet);
    }

    /**
     * Reads the files of every set with rows. Blocks.
     *
     * @param paths of all files of the plan
     * @throws BadRowsException if they are no rows, or not those that the plan was made for
     */
    public static RowFiles open(LoadPlan plan, Map<FileRef, Path> paths) throws BadRowsException {
        Map<String, RowIndex> opened = new LinkedHashMap<>();
        boolean all = false;
        try {
            for (FileSet set : plan.files()) {
                RowTable wanted = set.rows();
                if (wanted != null) {
                    RowIndex index = open(set, paths);
                    opened.put(set.name(), index);
                    check(set.name(), wanted, index.table());
                }
            }
            all = true;
            return new RowFiles(opened);
        } finally {
            if (!all) {
                opened.values().forEach(RowIndex::close);
            }
        }
    }

    private static RowIndex open(FileSet set, Map<FileRef, Path> paths) throws BadRowsException {
        try {
            return RowIndex.open(of(set, paths));
        } catch (BadRowsException e) {
            throw new BadRowsException("set " + set.name() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadRowsException("set " + set.name() + " cannot be read: " + e);
        }
    }

    private static List<RowFile> of(FileSet set, Map<FileRef, Path> paths) {
        List<RowFile> files = new ArrayList<>();
        for (FileRef file : set.files()) {
            Path path = paths.get(file);
            if (path == null) {
                throw new IllegalArgumentException("the plan did not name " + file.name());
            }
            files.add(new RowFile(file.name(), path));
        }
        return files;
    }

    private static void check(String set, RowTable wanted, RowTable found) throws BadRowsException {
        if (found.count() != wanted.count() || !found.columns().containsAll(wanted.columns())) {
            throw new BadRowsException("the rows of set " + set + " were changed since the run was started");
        }
    }

    /** Names of the sets. */
    public Iterable<String> sets() {
        return bySet.keySet();
    }

    /** Rows of a set, for one thread. */
    public RowReader reader(String set) {
        RowIndex index = bySet.get(set);
        if (index == null) {
            throw new IllegalStateException("set " + set + " has no rows");
        }
        return index.reader();
    }

    public long count(String set) {
        RowIndex index = bySet.get(set);
        return index == null ? 0 : index.table().count();
    }

    /**
     * All rows, for one thread.
     *
     * @param masked how many rows of a set, from the first, the run's mask knows; 0 for sets that are absent
     */
    public Rows rows(Map<String, Long> masked) {
        Map<String, Rows.Source> sources = new HashMap<>();
        return set -> sources.computeIfAbsent(set, name -> source(reader(name), masked.getOrDefault(name, 0L)));
    }

    private static Rows.Source source(RowReader reader, long masked) {
        return new Rows.Source() {
            @Override
            public String text(long row, String column) {
                return reader.text(row, column);
            }

            @Override
            public List<String> unmasked(long row) {
                return row < masked ? List.of() : reader.texts(row);
            }
        };
    }

    @Override
    public void close() {
        bySet.values().forEach(RowIndex::close);
    }
}
