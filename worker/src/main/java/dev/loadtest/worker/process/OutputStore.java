package dev.loadtest.worker.process;

import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.seal.OperatorCheck.Admitted;
import dev.loadtest.engine.digest.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Files that the operator puts into this worker's output folder. On the server's loop. */
final class OutputStore {
    private static final CopyOptions REPLACE =
            new CopyOptions().setReplaceExisting(true).setAtomicMove(true);

    private final Vertx vertx;
    private final Optional<Path> folder;

    OutputStore(Vertx vertx, Optional<Path> folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /**
     * Writes a file atomically, streaming its content.
     *
     * @param name below the folder, as in a URL
     * @param content paused; its length is checked
     * @param sealed verifies the content; only sealed content gets the name
     */
    CompletionStage<Void> store(String name, HttpServerRequest content, Admitted sealed) {
        try {
            return written(path(URLDecoder.decode(name, StandardCharsets.UTF_8)), content, sealed)
                    .toCompletionStage();
        } catch (RefusedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Future<Void> written(Path path, HttpServerRequest content, Admitted sealed) {
        String file = path.toString();
        String part = file + ".part";
        return vertx.fileSystem()
                .mkdirs(String.valueOf(path.getParent()))
                .compose(made -> vertx.fileSystem().open(part, new OpenOptions().setTruncateExisting(true)))
                .compose(open -> streamed(content, open))
                .compose(written -> vertx.executeBlocking(() -> Sha256.hex(Path.of(part)), false))
                .compose(sha256 -> sealed.isBodySha256(HexFormat.of().parseHex(sha256))
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusedException(
                                Reason.UNAUTHORIZED, "the content is not the one that was sealed")))
                .compose(written -> vertx.fileSystem().move(part, file, REPLACE));
    }

    /** Synced to disk before the rename: a file of that name is complete. */
    private static Future<Void> streamed(HttpServerRequest content, AsyncFile file) {
        return content.pipe()
                .endOnComplete(false)
                .to(file)
                .compose(piped -> file.flush())
                .eventually(file::close);
    }

    private Path path(String name) {
        Path root =
                folder.orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "this worker has no output folder"));
        try {
            Path path = root.resolve(name).normalize();
            if (path.startsWith(root) && !path.equals(root)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Refused below.
        }
        throw new RefusedException(Reason.BAD_REQUEST, "\"" + name + "\" is no name of a file below the output folder");
    }
}
