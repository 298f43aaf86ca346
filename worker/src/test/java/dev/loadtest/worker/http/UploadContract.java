package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.request.PreparedRequest.FilePart;
import dev.loadtest.engine.run.request.PreparedRequest.Multipart;
import dev.loadtest.engine.run.request.PreparedRequest.TextPart;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport.Response;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.UploadStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies streamed from disk to a server that answers with {@code LENGTH SHA-256} of the received bytes. */
@Timeout(120)
abstract class UploadContract extends TransportFixture {
    private static final int LARGE = 50 * 1024 * 1024;

    @TempDir
    Path folder;

    /** The port of a server that answers any request so. */
    abstract int digestingServer() throws Exception;

    /** Behaviour of a server after it has answered an upload from its head alone. */
    enum Then {
        /** Reads the rest and drops it. */
        READ,
        /** Asks for no more of it: RFC 9113 section 8.1. A connection of HTTP/1.1 has no word for that. */
        RESET_STREAM,
        /** Closes the connection: later bytes are answered with a reset. */
        CLOSE
    }

    /** The port of a server that answers uploads with status 413 and the text {@code long} before it has read them. */
    abstract int earlyAnswer(Then then) throws Exception;

    private record Stored(Path path, String sha256) {}

    private Stored store(String name, int size) throws Exception {
        Path path = folder.resolve(name);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[8192];
        SplittableRandom random = new SplittableRandom(size);
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path), digest)) {
            for (int left = size; left > 0; left -= piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, Math.min(left, piece.length));
            }
        }
        return new Stored(path, HexFormat.of().formatHex(digest.digest()));
    }

    private PreparedRequest upload(Path path, long size) {
        return request("POST", "/upload", new FileContent(path, size, "application/octet-stream"));
    }

    private static String text(Sender.Sent sent) throws Exception {
        return new String(sent.response().body(), StandardCharsets.UTF_8);
    }

    @Test
    void fileOfAnySize() throws Exception {
        Sender sender = sender(digestingServer());
        for (int size : new int[] {0, 1, UploadStream.PIECE, UploadStream.PIECE + 1, 1_000_000}) {
            Stored stored = store("f" + size, size);
            Sender.Sent sent = sender.send(upload(stored.path(), size), 1000);
            assertThat(text(sent)).isEqualTo(size + " " + stored.sha256());
        }
    }

    @Test
    void largeFileTakesLittleMemory() throws Exception {
        Sender sender = sender(digestingServer());
        Stored stored = store("large", LARGE);
        System.gc();
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long[] most = {before};
        CountDownLatch done = new CountDownLatch(1);
        Thread watcher = Thread.ofPlatform().start(() -> watchHeap(done, most));

        Sender.Sent sent = sender.send(upload(stored.path(), LARGE), 1000);
        assertThat(text(sent)).isEqualTo(LARGE + " " + stored.sha256());
        done.countDown();
        watcher.join();
        assertThat(most[0] - before).isLessThan(LARGE / 2);
    }

    /** Live data only: what a collection leaves. */
    private static void watchHeap(CountDownLatch done, long[] most) {
        try {
            while (!done.await(20, TimeUnit.MILLISECONDS)) {
                System.gc();
                long used =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                most[0] = Math.max(most[0], used);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void formWithFiles() throws Exception {
        Sender sender = sender(digestingServer());
        Stored one = store("one", 100_000);
        Stored two = store("two", 10);
        Multipart form = new Multipart(List.of(
                new FilePart("a", "one.csv", "text/csv", one.path(), 100_000),
                new TextPart("note", "text", "text/plain"),
                new FilePart("b", "two.csv", "text/csv", two.path(), 10)));
        String answer = text(sender.send(request("POST", "/upload", form), 1000));

        Upload upload = Upload.of(form, sender.transport().boundary());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Upload.Segment segment : upload.segments()) {
            switch (segment) {
                case Upload.Memory memory -> digest.update(memory.bytes());
                case Upload.Stored stored -> digest.update(Files.readAllBytes(stored.path()));
            }
        }
        assertThat(answer).isEqualTo(upload.length() + " " + HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void unreadableFile() throws Exception {
        Sender sender = sender(digestingServer());
        Sender.Failed missing =
                sender.send(upload(folder.resolve("missing"), 10), 0).failure();
        assertThat(missing.cause()).isEqualTo(ErrorCause.BODY);
        assertThat(missing.detail()).isEqualTo("cannot read missing: there is no such file");

        Stored shorter = store("shorter", 100);
        Sender.Failed failed = sender.send(upload(shorter.path(), 200), 0).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.BODY);
        assertThat(failed.detail()).isEqualTo("cannot read shorter: it has become shorter");

        Stored fine = store("fine", 100);
        assertThat(text(sender.send(upload(fine.path(), 100), 100))).isEqualTo("100 " + fine.sha256());
    }

    @Test
    void growingFileIsCutAtAnnouncedSize() throws Exception {
        Sender sender = sender(digestingServer());
        Stored longer = store("longer", 200);
        assertThat(text(sender.send(upload(longer.path(), 100), 100))).startsWith("100 ");
    }

    @Test
    void cancellingCutsUpload() throws IOException, Exception {
        Sender sender = sender(digestingServer());
        Stored stored = store("cancelled", LARGE);
        for (int i = 0; i < 5; i++) {
            Sender.Sent sent = sender.send(upload(stored.path(), LARGE), 0);
            sender.onLoop(() -> "a turn of the loop");
            sent.cancel();
            assertThat(sent.told()).isZero();
            sender.awaitAvailable(1);
        }
        Stored small = store("small", 10);
        assertThat(text(sender.send(upload(small.path(), 10), 100))).isEqualTo("10 " + small.sha256());
    }

    /** The response is complete: the rest of the upload does not change it. */
    @ParameterizedTest
    @EnumSource
    void earlyResponseIsOutcome(Then then) throws Exception {
        Sender sender = sender(earlyAnswer(then));
        byte[] bytes = new byte[20_000_000];
        Path file = Files.write(folder.resolve("zeros"), bytes);
        for (Content content : List.of(
                new FileContent(file, bytes.length, "text/plain"),
                new Multipart(List.of(new FilePart("a", "a", "text/plain", file, bytes.length))),
                new Bytes(bytes, "text/plain"))) {
            for (int i = 0; i < 10; i++) {
                Response response =
                        sender.send(request("POST", "/", content), 100).response();
                assertThat(response.status()).isEqualTo(413);
                assertThat(response.body()).asString().isEqualTo("long");
                if (then == Then.CLOSE) {
                    sender.awaitNoIdle();
                }
            }
        }
    }
}
