package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

    @Test
    void breaksBetweenWords() {
        assertThat(Paragraph.of("note: ", "one two three four", 2, 14))
                .containsExactly("note: one two", "  three four");
        assertThat(Paragraph.of("note: ", "one two", 2, 13)).containsExactly("note: one two");
    }

    @Test
    void breaksOnlyWordsThatAreWider() {
        assertThat(Paragraph.of("- ", "abcdefghijklmnopqrstuvwxyz end", 2, 12))
                .containsExactly("- abcdefghij", "  klmnopqrst", "  uvwxyz end");
        assertThat(Paragraph.ofWholeWords("- ", "see abcdefghijklmnopqrstuvwxyz end", 2, 12))
                .containsExactly("- see", "  abcdefghijklmnopqrstuvwxyz", "  end");
    }

    @Test
    void indentsLessWhereThereIsLittleRoom() {
        assertThat(Paragraph.of("title            ", "several words of a text", 17, 20))
                .containsExactly("title", "     several words", "     of a text");
        assertThat(Paragraph.of("  thresholds     Passed  ", "p99 < 5s", 17, 20))
                .containsExactly("  thresholds Passed", "     p99 < 5s");
    }

    @Test
    void commandsAreContinued() {
        assertThat(Paragraph.ofCommand("> ", "./loadtest request shop.yaml shop 3", 2, 24))
                .containsExactly("> ./loadtest request \\", "  shop.yaml shop 3");
    }
}
