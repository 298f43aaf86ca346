package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.ErrorText;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.LocalLimit;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads an upload as it is sent: one piece at a time, files on Vert.x's workers, and no further than the connection
 * takes it. Whatever the size, a piece or two of it are in memory.
 */
public final class UploadStream implements ReadStream<Buffer> {
    public static final int PIECE = 64 * 1024;

    private final ContextInternal context;
    private final DescriptorBudget descriptors;
    private final Iterator<Upload.Segment> segments;
    private Upload.@Nullable Stored file;
    private @Nullable FileChannel channel;
    private long position;
    private long passed;
    private long demand = Long.MAX_VALUE;
    private boolean pumping;
    private boolean holdsDescriptor;
    private boolean reading;
    private boolean over;
    private @Nullable Failure failure;
    private @Nullable Buffer ahead;
    private @Nullable Runnable onBegun;
    private @Nullable Handler<Buffer> onData;
    private @Nullable Handler<Void> onEnd;
    private @Nullable Handler<Throwable> onFailure;

    /** @param loop whose descriptors the files it opens are counted against */
    public UploadStream(VertxLoop loop, Upload upload) {
        this.context = loop.context();
        this.descriptors = loop.descriptors();
        this.segments = upload.segments().iterator();
    }

    /**
     * Reads what it begins with, before anybody takes it: of a file that cannot be read nothing need be sent then. To be
     * called first.
     *
     * @param begun told once, perhaps within this call, also of a {@link #failure}; not after {@link #close}
     */
    public void begin(Runnable begun) {
        switch (segments.next()) {
            case Upload.Memory memory -> {
                ahead = Buffer.buffer(memory.bytes());
                begun.run();
            }
            case Upload.Stored stored -> {
                file = stored;
                if (stored.size() == 0) {
                    begun.run();
                } else {
                    onBegun = begun;
                    read(stored);
                }
            }
        }
    }

    /** Whether all of it was read, or the rest is not needed. */
    public boolean isOver() {
        return over;
    }

    /** Number of bytes that were passed on. */
    public long passed() {
        return passed;
    }

    /** Why not all of it could be read; null while all is well. */
    @Nullable
    public Failure failure() {
        return failure;
    }

    /** The rest is not needed. */
    public void close() {
        over = true;
        closeFile();
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        onData = handler;
        pump();
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand > Long.MAX_VALUE - amount ? Long.MAX_VALUE : demand + amount;
        pump();
        return this;
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (demand > 0 && onData != null && !reading && !over) {
            step();
        }
        pumping = false;
    }

    private void step() {
        Buffer first = ahead;
        if (first != null) {
            ahead = null;
            emit(first);
            return;
        }
        Upload.Stored open = file;
        if (open != null && position < open.size()) {
            read(open);
            return;
        }
        closeFile();
        if (!segments.hasNext()) {
            over = true;
            if (onEnd != null) {
                onEnd.handle(null);
            }
            return;
        }
        switch (segments.next()) {
            case Upload.Memory memory -> emit(Buffer.buffer(memory.bytes()));
            case Upload.Stored stored -> {
                file = stored;
                position = 0;
            }
        }
    }

    private void emit(Buffer piece) {
        passed += piece.length();
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        if (onData != null) {
            onData.handle(piece);
        }
    }

    private void read(Upload.Stored from) {
        if (!holdsDescriptor) {
            if (!descriptors.take()) {
                fail(LocalLimit.descriptors());
                return;
            }
            holdsDescriptor = true;
        }
        reading = true;
        int size = (int) Math.min(PIECE, from.size() - position);
        FileChannel open = channel;
        long at = position;
        context.<Piece>executeBlocking(() -> read(from.path(), open, at, size), false)
                .onComplete(this::arrived, thrown -> {
                    reading = false;
                    fail(thrown);
                });
    }

    private record Piece(FileChannel channel, byte[] bytes) {}

    private static Piece read(Path path, @Nullable FileChannel open, long at, int size) throws IOException {
        FileChannel channel =
                open != null ? open : FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        ByteBuffer piece = ByteBuffer.allocate(size);
        try {
            while (piece.hasRemaining()) {
                if (channel.read(piece, at + piece.position()) < 0) {
                    throw new IOException("it has become shorter");
                }
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Piece(channel, piece.array());
    }

    private void arrived(Piece piece) {
        reading = false;
        channel = piece.channel();
        if (over) {
            closeFile();
            return;
        }
        position += piece.bytes().length;
        Buffer bytes = Buffer.buffer(piece.bytes());
        if (onBegun != null) {
            ahead = bytes;
            tellBegun(onBegun);
        } else {
            emit(bytes);
            pump();
        }
    }

    private void tellBegun(Runnable begun) {
        onBegun = null;
        begun.run();
    }

    private void fail(Throwable thrown) {
        if (over) {
            closeFile();
            return;
        }
        Upload.Stored broken = file;
        String name = broken == null ? "" : String.valueOf(broken.path().getFileName());
        close();
        Failure local = thrown instanceof Failure known ? known : LocalLimit.failureOf(thrown);
        failure = local != null
                ? local
                : new Failure(ErrorCause.BODY, "cannot read " + name + ": " + ErrorText.of(thrown));
        if (onBegun != null) {
            tellBegun(onBegun);
        } else if (onFailure != null) {
            onFailure.handle(failure);
        }
    }

    private void closeFile() {
        FileChannel open = channel;
        channel = null;
        file = null;
        if (reading) {
            // What is being read comes with the channel, which is closed then.
            return;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It was only read: nothing is lost.
            }
        }
        if (holdsDescriptor) {
            holdsDescriptor = false;
            descriptors.giveBack();
        }
    }
}
