package dev.loadtest.worker.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Speaks just enough of HTTP/2 to answer every request with status 413 as soon as it has its head. */
record EarlyHttp2Answer(UploadContract.Then then) implements ScriptedServer.Script {
    private static final int PREFACE_BYTES = 24;
    private static final int HEADERS = 1;
    /** Window of each stream, 2 GiB; the connection has its own. */
    private static final String SETTINGS = "000006" + "04" + "00" + "00000000" + "0004" + "7fffffff";

    private static final String CONNECTION_WINDOW = "000004" + "08" + "00" + "00000000" + "7fff0000";
    private static final String SETTINGS_ACK = "000000" + "04" + "01" + "00000000";

    @Override
    public void serve(Peer peer) throws Exception {
        DataInputStream in = new DataInputStream(peer.in());
        in.skipNBytes(PREFACE_BYTES);
        send(peer, SETTINGS + SETTINGS_ACK + CONNECTION_WINDOW);
        while (true) {
            int lengthAndType = in.readInt();
            in.readByte();
            int stream = in.readInt();
            in.skipNBytes(lengthAndType >>> 8);
            if ((lengthAndType & 0xff) == HEADERS) {
                answer(peer, String.format("%08x", stream));
                if (then == UploadContract.Then.CLOSE) {
                    return;
                }
            }
        }
    }

    private void answer(Peer peer, String stream) throws IOException {
        String head = "000005" + "01" + "04" + stream + "08" + "03"
                + HexFormat.of().formatHex("413".getBytes(StandardCharsets.US_ASCII));
        String body =
                "000004" + "00" + "01" + stream + HexFormat.of().formatHex("long".getBytes(StandardCharsets.US_ASCII));
        String reset = "000004" + "03" + "00" + stream + "00000000";
        send(peer, head + body + (then == UploadContract.Then.RESET_STREAM ? reset : ""));
    }

    private static void send(Peer peer, String frames) throws IOException {
        peer.out().write(HexFormat.of().parseHex(frames));
        peer.out().flush();
    }
}
