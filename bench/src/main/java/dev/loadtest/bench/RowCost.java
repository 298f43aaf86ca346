package dev.loadtest.bench;

import dev.loadtest.engine.rows.RowFile;
import dev.loadtest.engine.rows.RowIndex;
import dev.loadtest.engine.rows.RowReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/**
 * What a file of a million rows costs a worker: time and memory to open it, time to read a row. Runs as a process that has
 * done nothing before, as a worker has not; prints one line of figures.
 */
final class RowCost {
    private static final int ROWS = 1_000_000;
    private static final int READS = 2_000_000;
    private static final double MOST_SECONDS = 2;
    private static final long MOST_BYTES = 64L << 20;

    private RowCost() {}

    /** @param args a file of that many rows */
    public static void main(String[] args) throws Exception {
        long before = Resident.bytes();
        long began = System.nanoTime();
        try (RowIndex index = RowIndex.open(List.of(new RowFile("users.csv", Path.of(args[0]))))) {
            double seconds = (System.nanoTime() - began) / 1e9;
            long resident = Resident.bytes() - before;
            RowReader reader = index.reader();
            Random random = new Random(7);
            read(reader, k -> k % ROWS);
            double inOrder = read(reader, k -> k % ROWS);
            double anyOrder = read(reader, k -> random.nextInt(ROWS));
            System.out.println(
                    "cost " + seconds + " " + resident + " " + index.bytes() + " " + inOrder + " " + anyOrder);
        }
    }

    /** Nanoseconds a row. */
    private static double read(RowReader reader, LongUnaryOperator row) {
        long began = System.nanoTime();
        long letters = 0;
        for (long k = 0; k < READS; k++) {
            letters += reader.text(row.applyAsLong(k), "password").length();
        }
        double nanos = (double) (System.nanoTime() - began) / READS;
        if (letters == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return nanos;
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        Path file = Files.createTempFile("users", ".csv");
        try {
            write(file);
            String[] seen = Child.lastLine("-Xmx256m", RowCost.class.getName(), file.toString())
                    .split(" ");
            double seconds = Double.parseDouble(seen[1]);
            long resident = Long.parseLong(seen[2]);
            return List.of(
                    new Figure(
                            "opening a CSV file of 10^6 rows (%,d MB), checked row by row"
                                    .formatted(Files.size(file) >> 20),
                            "%.2f s".formatted(seconds),
                            "under 2 s",
                            seconds < MOST_SECONDS),
                    new Figure(
                            "resident memory by which the process grew",
                            "%,d kB, of them the index %,d kB"
                                    .formatted(resident / 1024, Long.parseLong(seen[3]) / 1024),
                            "under 64 MiB",
                            resident < MOST_BYTES),
                    new Figure("a row in the order of the file", nanos(seen[4]), "", true),
                    new Figure("a row anywhere in the file", nanos(seen[5]), "", true));
        } finally {
            Files.delete(file);
        }
    }

    private static String nanos(String text) {
        return "%,.0f ns".formatted(Double.parseDouble(text));
    }

    private static void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("name,password,city,note\r\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("user-%07d@example.org,secret-of-%07d,Springfield,\"likes \"\"tea\"\", and %d cakes\"\r\n"
                        .formatted(row, row, row % 100));
            }
        }
    }
}
