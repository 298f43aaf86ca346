package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.message.RefusedException;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodFilesTest {
    @TempDir
    private Path folder;

    private PodFiles files;

    @BeforeEach
    void make() {
        files = new PodFiles(folder, Set.of("claim"));
    }

    private Path write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private static FileRef pinned(String name, String text) {
        return new FileRef("csv", name, text.length(), WorkerFixture.sha256(text));
    }

    private static LoadPlan plan(FileRef... pinned) {
        LoadPlan plan = PlanFixture.plan()
                .get("health")
                .phase(PhaseFixture.phase("p", "health"))
                .build();
        return WorkerFixture.aimed(plan, 80, 1, List.of(), List.of(new FileSet("csv", List.of(pinned))));
    }

    @Nested
    class Rows {
        @Test
        void areCountedAndNamedByColumn() throws IOException {
            write("csv/a.csv", "name,password\nann,a\n");
            write("csv/b.csv", "password,name\nb,bob\nc,cay\n");
            assertThat(files.rows("csv", files.list("csv", "*.csv")))
                    .isEqualTo(new RowTable(List.of("name", "password"), 3));
        }

        @Test
        void areRefusedWithFileAndLine() throws IOException {
            write("csv/a.csv", "name\nann\n\"bob\n");
            assertThatThrownBy(() -> files.rows("csv", files.list("csv", "*.csv")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("the rows of set csv cannot be used: a.csv, line 3: a quote is not closed");
        }
    }

    /** The plan names no digest of a Secret's files. */
    @Test
    void fileOfASecretIsKnownByItsSize() throws IOException {
        write("csv/users.csv", "abc");
        assertThat(files.verify(plan(new FileRef("csv", "users.csv", 3, ""))).missing())
                .isEmpty();
        assertThat(files.verify(plan(new FileRef("csv", "users.csv", 4, ""))).missing())
                .singleElement()
                .asString()
                .endsWith("it was changed since");
    }

    @Test
    void configMapMount() throws IOException {
        Path file = write("csv/..2026_11_23/a.csv", "aa");
        Files.createSymbolicLink(folder.resolve("csv/..data"), Path.of("..2026_11_23"));
        Files.createSymbolicLink(folder.resolve("csv/a.csv"), Path.of("..data/a.csv"));

        assertThat(files.list("csv", "*.csv")).containsExactly(pinned("a.csv", "aa"));
        assertThat(files.list("csv", "**")).containsExactly(pinned("a.csv", "aa"));
        assertThat(files.verify(plan(pinned("a.csv", "aa"))).paths()).containsValue(file);
    }

    /** A user who may write to a volume but create no LoadTests could make a worker upload its Secrets. */
    @Test
    void linkOutOfVolume() throws IOException {
        Path secret = write("references/secret/plots/token", "s3");
        Files.createDirectories(folder.resolve("csv"));
        Files.createSymbolicLink(folder.resolve("csv/a.csv"), secret);

        assertThatThrownBy(() -> files.list("csv", "*.csv"))
                .hasMessage(
                        "the files of set csv cannot be read: a.csv is a link, which is not followed out of a volume");
        PodFiles.Found found = files.verify(plan(pinned("a.csv", "s3")));
        assertThat(found.paths()).isEmpty();
        assertThat(found.missing())
                .containsExactly("file a.csv of set csv is a link, which is not followed out of a volume");
    }

    /** The link may have changed by the time of the upload. */
    @Test
    void linkInClaim() throws IOException {
        write("claim/data/a.csv", "aa");
        Files.createSymbolicLink(folder.resolve("claim/a.csv"), Path.of("data/a.csv"));

        assertThatThrownBy(() -> files.list("claim", "*.csv"))
                .hasMessage(
                        "the files of set claim cannot be read: a.csv is a link, which is not followed out of a volume");
    }

    @Test
    void linkWithinConfigMap() throws IOException {
        Path file = write("csv/data/a.csv", "aa");
        Files.createSymbolicLink(folder.resolve("csv/a.csv"), Path.of("data/a.csv"));

        assertThat(files.verify(plan(pinned("a.csv", "aa"))).paths()).containsValue(file);
    }

    @Test
    void folderOfVolume() throws IOException {
        write("csv/old/a.csv", "a1");
        Path wanted = write("csv/a.csv", "a2");

        assertThat(files.list("csv", "**")).containsExactly(pinned("a.csv", "a2"));
        PodFiles.Found found = files.verify(plan(pinned("a.csv", "a2"), pinned("b.csv", "b")));

        assertThat(found.missing()).containsExactly("file b.csv of set csv is missing");
        assertThat(found.paths()).containsValue(wanted);
    }

    /** Only its owner may read a volume's lost+found. Root can read everything except paths that are too long. */
    @Test
    void unreadableSubfolder() throws IOException {
        write("csv/a.csv", "a");
        String name = "n".repeat(255);
        Path deep = folder.resolve("csv");
        Path deeper = folder.resolve("elsewhere");
        for (int i = 0; i < 9; i++) {
            deep = deep.resolve(name);
            deeper = deeper.resolve(name);
        }
        Files.createDirectories(deep);
        Files.createDirectories(deeper);
        Path within = deep.resolve("within");
        Files.move(folder.resolve("elsewhere"), within);
        try {
            assertThat(files.list("csv", "*.csv")).containsExactly(pinned("a.csv", "a"));
        } finally {
            // It could not be deleted there.
            Files.move(within, folder.resolve("elsewhere"));
        }
    }

    @Test
    void tooManyEntries() throws IOException {
        write("csv/a.csv", "a");
        write("csv/b.txt", "b");
        write("csv/c.txt", "c");

        assertThat(new PodFiles(folder, Set.of(), 3).list("csv", "*.csv")).containsExactly(pinned("a.csv", "a"));
        assertThatThrownBy(() -> new PodFiles(folder, Set.of(), 2).list("csv", "*.csv"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the files of set csv cannot be read: the folder holds more than 2 entries");
    }

    @Test
    void differencesAreNamed() throws IOException {
        write("csv/b.csv", "xx");
        write("csv/c.csv", "longer");

        PodFiles.Found found = files.verify(plan(pinned("a.csv", "a"), pinned("b.csv", "bb"), pinned("c.csv", "cc")));

        assertThat(found.missing())
                .containsExactly(
                        "file a.csv of set csv is missing",
                        "file b.csv of set csv is not the file that the run was started with: it was changed since",
                        "file c.csv of set csv is not the file that the run was started with: it was changed since");
    }

    @Test
    void staysInFolders() throws IOException {
        write("secret.csv", "s");

        assertThatThrownBy(() -> files.list("..", "**")).hasMessage("\"..\" is no name of a file set");
        assertThatThrownBy(() -> files.list(".", "**")).hasMessage("\".\" is no name of a file set");
        assertThatThrownBy(() -> files.list("csv", "../*.csv")).hasMessage("no file of set csv matches ../*.csv");
        assertThat(files.verify(plan(new FileRef("csv", "../../secret.csv", 1, WorkerFixture.sha256("s"))))
                        .paths())
                .isEmpty();
        assertThatThrownBy(() -> files.list("csv", "{")).hasMessageStartingWith("\"{\" is no pattern of file names");
    }
}
