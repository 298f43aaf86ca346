package dev.loadtest.bench;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.worker.FoundResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten thousand users in a file, for journeys that each act as one of them. */
final class BenchRows {
    private static final int ROWS = 10_000;
    private static final FileRef FILE = new FileRef("users", "users.csv", 0, "");

    static final FileSet SET = new FileSet("users", List.of(FILE), new RowTable(List.of("name"), ROWS));

    /** The value of a journey that is one of them: {@code ${user.name}}. */
    static final Map<String, ValueSource> USER =
            Map.of("user.name", new ValueSource.Row("user", SET.name(), "name", ValueSource.Pick.CYCLE, false));

    private static FoundResources opened = new FoundResources(Map.of(), Map.of());

    private BenchRows() {}

    /** What a plan needs; the file is written and read once in a process. */
    static synchronized FoundResources of(LoadPlan plan) {
        if (plan.files().contains(SET) && opened.files().isEmpty()) {
            try {
                Path file = Files.createTempFile("users", ".csv");
                file.toFile().deleteOnExit();
                Files.writeString(
                        file,
                        IntStream.range(0, ROWS)
                                .mapToObj("user-%07d\n"::formatted)
                                .collect(Collectors.joining("", "name\n", "")));
                Map<FileRef, Path> files = Map.of(FILE, file);
                opened = FoundResources.of(plan, files, Map.of(), RowFiles.open(plan, files));
            } catch (IOException | BadRowsException e) {
                throw new IllegalStateException(e);
            }
        }
        return opened;
    }
}
