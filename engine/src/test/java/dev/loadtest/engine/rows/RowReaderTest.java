package dev.loadtest.engine.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowReaderTest {
    @TempDir
    private Path folder;

    private RowFile file(String name, String content) throws IOException {
        return new RowFile(name, Files.writeString(folder.resolve(name), content, UTF_8));
    }

    @Test
    void columnsAreFoundByNameInEveryFile() throws Exception {
        try (RowIndex index = RowIndex.open(List.of(
                file("a.csv", "\ufeffx,y\r\n1,\"2,\"\"\n\"\r\n"),
                file("b.csv", "y,x\n3,4"),
                file("c.jsonl", "{\"y\":\"\\u00e9\",\"x\":-1.5e3}\n{\"x\":null,\"y\":false}")))) {
            RowReader reader = index.reader();
            assertThat(IntStream.range(0, 4).mapToObj(row -> reader.text(row, "x")))
                    .containsExactly("1", "4", "-1.5e3", "");
            assertThat(IntStream.range(0, 4).mapToObj(row -> reader.text(row, "y")))
                    .containsExactly("2,\"\n", "3", "é", "false");
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Rows of any length and content, in files with all kinds of line ends, read in any order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowIsReadAsItWasWritten(int seed) throws Exception {
        Random random = new Random(seed);
        List<List<String>> rows = new ArrayList<>();
        List<RowFile> files = new ArrayList<>();
        for (int f = 0; f < 1 + random.nextInt(3); f++) {
            String end = random.nextBoolean() ? "\n" : "\r\n";
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "")
                    .append("a,b")
                    .append(end);
            int count = 1 + random.nextInt(200);
            for (int i = 0; i < count; i++) {
                List<String> row = List.of(field(random), field(random));
                rows.add(row);
                text.append(written(row.get(0), random)).append(',').append(written(row.get(1), random));
                text.append(i == count - 1 && random.nextBoolean() ? "" : end);
            }
            files.add(file(f + ".csv", text.toString()));
        }
        try (RowIndex index = RowIndex.open(files)) {
            assertThat(index.table().count()).isEqualTo(rows.size());
            RowReader reader = index.reader();
            for (int i = 0; i < 500; i++) {
                int row = random.nextBoolean() ? random.nextInt(rows.size()) : i % rows.size();
                assertThat(reader.texts(row)).as("row %d", row).isEqualTo(rows.get(row));
            }
        }
    }

    private static String field(Random random) {
        int most = random.nextInt(100) == 0 ? 100_000 : 20;
        String letters = "abc ,\"\r\né€😀";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(most), 0, points.length).forEach(i -> text.appendCodePoint(points[i]));
        return text.toString();
    }

    private static String written(String field, Random random) {
        boolean needs = field.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return needs || random.nextInt(4) == 0 ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    @Test
    void aFileThatReplacesTheIndexedOneChangesNothing() throws Exception {
        RowFile users = file("users.csv", "a\n1\n");
        try (RowIndex index = RowIndex.open(List.of(users))) {
            Files.move(
                    file("new.csv", "a\n2\n").path(), users.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(index.reader().text(0, "a")).isEqualTo("1");
        }
    }

    @Test
    void aFileThatIsOverwrittenIsNoticed() throws Exception {
        RowFile users = file("users.csv", "a,b\n1,2\n3,4\n");
        try (RowIndex index = RowIndex.open(List.of(users))) {
            Files.writeString(users.path(), "a");
            assertThatThrownBy(() -> index.reader().text(1, "b"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("users.csv was changed while the run read rows from it");
        }
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link.csv"), file("users.csv", "a\n1\n").path());
        assertThatThrownBy(() -> RowIndex.open(List.of(new RowFile("link.csv", link))))
                .isInstanceOf(IOException.class);
    }
}
