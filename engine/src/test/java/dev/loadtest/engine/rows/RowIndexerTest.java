package dev.loadtest.engine.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.RowTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowIndexerTest {
    private static RowTable table(String... namesAndContents) throws IOException, BadRowsException {
        RowIndexer indexer = new RowIndexer();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            indexer.add(namesAndContents[i], new ByteArrayInputStream(namesAndContents[i + 1].getBytes(UTF_8)));
        }
        return indexer.table();
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("u.csv", "a,b\n1,2\n3,4\n", List.of("a", "b"), 2),
                Arguments.of("u.csv", "a,b\r\n1,2\r\n3,4", List.of("a", "b"), 2),
                Arguments.of("u.csv", "\ufeffa,b\n1,2", List.of("a", "b"), 1),
                // Blanks around a column's name cannot be referred to; those of fields are theirs.
                Arguments.of("u.csv", "a, b \n1, 2", List.of("a", "b"), 1),
                Arguments.of("u.csv", "\"a\",\"b,c\"\n\"1\n2\",\"\"\"\"", List.of("a", "b,c"), 1),
                Arguments.of("u.csv", "a\n\n1\n\r\n\"\"\n", List.of("a"), 2),
                Arguments.of("u.csv", "a,b\n,\n", List.of("a", "b"), 1),
                Arguments.of("u.csv", "é\nü\n", List.of("é"), 1),
                // Names without an ending are CSV, as keys of a ConfigMap may be.
                Arguments.of("users", "a\n1\r", List.of("a"), 1),
                Arguments.of("u.jsonl", "{\"a\":1,\"b\":null}\n\n{\"b\":\"x\",\"a\":true}", List.of("a", "b"), 2),
                Arguments.of("U.JSONL", " {\"a\" : \"\\u00e9\\\"\"} \r\n", List.of("a"), 1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowsAreCounted(String name, String content, List<String> columns, long count) throws Exception {
        assertThat(table(name, content)).isEqualTo(new RowTable(columns, count));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("u.csv", "", "u.csv is empty; its first line names the columns"),
                Arguments.of("u.csv", "\ufeff\n", "u.csv is empty; its first line names the columns"),
                Arguments.of("u.csv", "a,b\n", "there is no row, only a header"),
                Arguments.of(
                        "u.csv", "a,b\n1,2\n3\n", "u.csv, line 3: the row has 1 field, and the header has 2 columns"),
                Arguments.of(
                        "u.csv",
                        "a\n\"1\n2\"\n3,4",
                        "u.csv, line 4: the row has 2 fields, and the header has 1 column"),
                Arguments.of("u.csv", "a,,b\n1,2,3", "u.csv, line 1: column 2 has no name"),
                Arguments.of("u.csv", "a,b,a\n1,2,3", "u.csv, line 1: columns 1 and 3 have the same name"),
                Arguments.of("u.csv", "a\n1\n\"2\n3\n4", "u.csv, line 3: a quote is not closed"),
                Arguments.of("u.csv", "a,b\n1,\n\"x\ny\",\"z", "u.csv, line 4: a quote is not closed"),
                Arguments.of(
                        "u.csv",
                        "a\n1\"2\"",
                        "u.csv, line 2: a quote stands within a field: put the whole field in quotes, and double it"),
                Arguments.of(
                        "u.csv",
                        "a\n\"1\"2",
                        "u.csv, line 2: something stands between a closing quote and the next comma"),
                Arguments.of(
                        "u.csv",
                        "a\n1\r2",
                        "u.csv, line 2: a carriage return stands without a line feed: put the whole field in quotes"),
                Arguments.of("u.jsonl", "", "u.jsonl is empty"),
                Arguments.of("u.jsonl", "{}", "u.jsonl, line 1: the object has no field"),
                Arguments.of(
                        "u.jsonl",
                        "{\"a\":1}\n{\"b\":1}",
                        "u.jsonl, line 2: the object has no \"a\", which the first one has"),
                Arguments.of(
                        "u.jsonl",
                        "{\"a\":1}\n{\"a\":1,\"b\":1}",
                        "u.jsonl, line 2: the object has a field that the first one has not"),
                Arguments.of(
                        "u.jsonl", "{\"a\":1,\"a\":2}", "u.jsonl, line 1: the object has two fields of the same name"),
                Arguments.of(
                        "u.jsonl",
                        "{\"a\":[1]}",
                        "u.jsonl, line 1: a field's value is an object or an array; a row has texts, numbers, booleans and null"),
                Arguments.of("u.jsonl", "[1]", "u.jsonl, line 1: the line is not a JSON object"),
                Arguments.of("u.jsonl", "{\"a\":01}", "u.jsonl, line 1: a field's value is no JSON"),
                Arguments.of("u.jsonl", "{\"a\":\"x}", "u.jsonl, line 1: a quote is not closed"),
                Arguments.of(
                        "u.jsonl",
                        "{\"a\":\"\\x\"}",
                        "u.jsonl, line 1: a string holds an escape that JSON does not know"),
                Arguments.of(
                        "u.jsonl",
                        "{\"a\":\"\\ud83d\"}",
                        "u.jsonl, line 1: a string holds half a surrogate pair, which is no text"),
                Arguments.of("u.jsonl", "{\"a\":1", "u.jsonl, line 1: the object is not closed"),
                Arguments.of("u.jsonl", "{\"a\":1} x", "u.jsonl, line 1: something follows the object"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoRowIsRefusedWithItsLine(String name, String content, String sentence) {
        assertThatThrownBy(() -> table(name, content))
                .isInstanceOf(BadRowsException.class)
                .hasMessage(sentence);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] latin1 = {'a', '\n', 'x', '\n', (byte) 0xe9, '\n'};
        assertThatThrownBy(() -> new RowIndexer().add("u.csv", new ByteArrayInputStream(latin1)))
                .hasMessage("u.csv, line 3: a field is not UTF-8");
    }

    @Test
    void aQuoteThatSwallowsTheRestOfALargeFileIsRefusedWithItsLine() {
        String content = "a\n1\n\"" + "line after line\n".repeat(100_000);
        assertThatThrownBy(() -> table("u.csv", content)).hasMessage("u.csv, line 3: a quote is not closed");
    }

    @Test
    void aRowBeyondItsLimitIsRefused() {
        assertThatThrownBy(() -> table("u.csv", "a\n1\n" + "x".repeat(RowScan.MAX_ROW + 1)))
                .hasMessage("u.csv, line 3: the row is longer than 1 MiB");
    }

    @Nested
    class OfSeveralFiles {
        @Test
        void rowsFollowEachOther() throws Exception {
            assertThat(table("a.csv", "x,y\n1,2\n", "b.csv", "y,x\n3,4\n5,6", "c.jsonl", "{\"y\":1,\"x\":2}"))
                    .isEqualTo(new RowTable(List.of("x", "y"), 4));
        }

        @Test
        void columnsMustBeTheSame() {
            assertThatThrownBy(() -> table("a.csv", "x,y\n1,2\n", "b.csv", "\nx\n3"))
                    .hasMessage("b.csv, line 2: its columns are not those of a.csv, a file of the same set");
        }
    }

    @Nested
    class Limits {
        @Test
        void ofRows() {
            RowIndexer indexer = new RowIndexer(1_000, 2);
            assertThatThrownBy(() -> indexer.add("u.csv", text("a\n1\n2\n3\n")))
                    .hasMessage("there are more than 2 rows");
        }

        @Test
        void ofBytes() throws Exception {
            RowIndexer indexer = new RowIndexer(10, 100);
            indexer.add("a.csv", text("a\n1\n2\n3\n"));
            assertThatThrownBy(() -> indexer.add("b.csv", text("a\n1\n2\n3\n")))
                    .hasMessage("the files of rows have more than 10 bytes");
        }

        private InputStream text(String content) {
            return new ByteArrayInputStream(content.getBytes(UTF_8));
        }

        /** A million rows cost their worker some 4 MiB, not their size. */
        @Test
        void ofMemory() throws Exception {
            RowIndexer indexer = new RowIndexer();
            indexer.add("u.csv", new RepeatedRow("name,password\n", "someone@example.org,correct-horse\n", 1_000_000));
            assertThat(indexer.table().count()).isEqualTo(1_000_000);
            assertThat(indexer.offsets().bytes()).isLessThan(5L << 20);
        }
    }

    /** A large file that takes no memory. */
    private static final class RepeatedRow extends InputStream {
        private byte[] line;
        private final byte[] row;
        private long left;
        private int at;

        RepeatedRow(String header, String row, long count) {
            this.line = header.getBytes(UTF_8);
            this.row = row.getBytes(UTF_8);
            this.left = count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == line.length) {
                if (left == 0) {
                    return -1;
                }
                left--;
                line = row;
                at = 0;
            }
            int n = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, from, n);
            at += n;
            return n;
        }
    }
}
