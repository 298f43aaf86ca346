package dev.loadtest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** nginx from the system's package: one worker process on the target's core, on loopback, without logs. */
final class Nginx implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Process process;
    private final Path directory;
    private final int port;
    private final int tlsPort;
    private final int http2Port;

    private Nginx(Process process, Path directory, int port, int tlsPort, int http2Port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.tlsPort = tlsPort;
        this.http2Port = http2Port;
    }

    static Nginx start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("loadtest-bench");
        // If the master runs as root, its worker process belongs to another user.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        int tlsPort = freePort();
        int http2Port = freePort();
        Files.write(directory.resolve("1k"), new byte[1 << 10]);
        Files.write(directory.resolve("100k"), new byte[100 << 10]);
        certify(directory);
        Files.writeString(directory.resolve("nginx.conf"), configuration(directory, port, tlsPort, http2Port));
        Process process = new ProcessBuilder(
                        List.of("taskset", "-c", Cores.TARGET, "nginx", "-p", directory.toString(), "-c", "nginx.conf"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Nginx nginx = new Nginx(process, directory, port, tlsPort, http2Port);
        nginx.awaitListening();
        return nginx;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    String tlsUrl(String path) {
        return "https://127.0.0.1:" + tlsPort + path;
    }

    /** Over HTTP/2 without TLS, by prior knowledge. */
    String http2Url(String path) {
        return "http://127.0.0.1:" + http2Port + path;
    }

    /** Host and port of TLS. */
    String tlsAuthority() {
        return "127.0.0.1:" + tlsPort;
    }

    private static String configuration(Path directory, int port, int tlsPort, int http2Port) {
        return """
                daemon off;
                pid nginx.pid;
                error_log stderr crit;
                worker_processes 1;
                worker_rlimit_nofile 40000;
                events { worker_connections 20000; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  keepalive_timeout 1h;
                  sendfile on;
                  tcp_nopush on;
                  open_file_cache max=10;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d backlog=16384;
                    listen 127.0.0.1:%d ssl;
                    listen 127.0.0.1:%d http2 backlog=16384;
                    ssl_session_tickets off;
                    ssl_certificate certificate.pem;
                    ssl_certificate_key key.pem;
                    root %s;
                    location = / { return 200 ok; }
                    location = /process_unified { return 200 '{"handle":"5d41402abc4b2a76b9719d911017c592"}'; }
                    location = /draw_plot { return 200 '{"figure":[1,2,3]}'; }
                    location = /login {
                      add_header Set-Cookie "session=5d41402abc4b2a76b9719d911017c592; Path=/";
                      return 200 '{"csrf":"7d793037a0760186574b0282f2f435e7"}';
                    }
                    location = /browse { return 200 '{"products":[1,2,3]}'; }
                    location = /add { return 200 '{"items":1}'; }
                    location = /pay { return 200 '{"state":"paid"}'; }
                    location = /receipt { return 200 '{"total":100}'; }
                  }
                }
                """.formatted(port, tlsPort, http2Port, directory);
    }

    private static void certify(Path directory) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1,DNS:localhost",
                        "-keyout",
                        "key.pem",
                        "-out",
                        "certificate.pem"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl made no certificate: " + Files.readString(directory.resolve("openssl.log")));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("nginx has ended: " + Files.readString(directory.resolve("log")));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException notYet) {
                // Not listening yet.
            }
        }
        throw new IOException("nginx does not listen on port " + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
