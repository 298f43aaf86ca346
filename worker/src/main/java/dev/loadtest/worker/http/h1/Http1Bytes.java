package dev.loadtest.worker.http.h1;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.Upload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/** A request over HTTP/1.1 as the bytes that are sent for it. */
public final class Http1Bytes {
    private Http1Bytes() {}

    /**
     * Writes head and body.
     *
     * @param boundary between the parts of a form
     * @param cookie value of its Cookie header; empty for none
     * @throws Failure if a part of the request is not valid in its place
     * @throws IOException if a file cannot be read, or the stream not written
     */
    public static void write(PreparedRequest request, Target target, String boundary, String cookie, OutputStream out)
            throws Failure, IOException {
        Http1Request encoded = Http1Request.of(request, Origin.of(target).authority(), boundary)
                .withCookie(cookie);
        ByteBuf head = Unpooled.buffer(encoded.length());
        encoded.write(head);
        head.readBytes(out, head.readableBytes());
        Upload upload = encoded.frame().upload();
        if (upload != null) {
            for (Upload.Segment segment : upload.segments()) {
                switch (segment) {
                    case Upload.Memory memory -> out.write(memory.bytes());
                    case Upload.Stored stored -> Files.copy(stored.path(), out);
                }
            }
        }
    }
}
