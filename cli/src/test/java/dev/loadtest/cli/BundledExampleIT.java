package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundledExampleIT {

    @Test
    void unpackedWhileOpen() throws IOException {
        Path folder;
        try (BundledExample example = BundledExample.open("plot-service")) {
            folder = example.manifest().getParent();
            assertThat(example.manifest()).isNotEmptyFile();
            assertThat(folder.resolve("inputs/a.csv")).isNotEmptyFile();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> BundledExample.open("nothing")).isInstanceOf(IOException.class);
    }
}
