package dev.loadtest.worker.http;

import java.security.MessageDigest;
import java.util.HexFormat;

/** Answers every request with the length and the SHA-256 of its body. */
final class DigestingScript implements ScriptedServer.Script {

    @Override
    public void serve(Peer peer) throws Exception {
        for (String head = peer.readHead(); head != null; head = peer.readHead()) {
            long length = Long.parseLong(Peer.header(head, "content-length"));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[65_536];
            for (long left = length; left > 0; ) {
                int count = peer.in().read(piece, 0, (int) Math.min(left, piece.length));
                if (count < 0) {
                    return;
                }
                digest.update(piece, 0, count);
                left -= count;
            }
            peer.answer(length + " " + HexFormat.of().formatHex(digest.digest()));
        }
    }
}
