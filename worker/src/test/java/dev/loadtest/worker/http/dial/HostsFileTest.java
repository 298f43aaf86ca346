package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
    @TempDir
    Path folder;

    private List<String> addresses(String file, String name) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), file);
        return HostsFile.read(hosts.toString()).addresses(name).stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void allAddressesOfName() throws IOException {
        String file = "::1 localhost x\n127.0.0.2\tx other # comment\n127.0.0.1 X\n127.0.0.1 x\n";
        assertThat(addresses(file, "x")).containsExactly("127.0.0.2", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(addresses(file, "X.")).containsExactly("127.0.0.2", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(addresses(file, "comment")).isEmpty();
    }

    @Test
    void underscores() throws IOException {
        assertThat(addresses("127.0.0.3 my_service\n", "my_service")).containsExactly("127.0.0.3");
    }

    @Test
    void localhostDefault() throws IOException {
        assertThat(addresses("", "localhost")).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(addresses("", "api.localhost")).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(addresses("127.0.0.9 localhost\n", "localhost")).containsExactly("127.0.0.9");
        assertThat(addresses("", "notlocalhost")).isEmpty();
    }

    @Test
    void unreadableFileIsEmpty() {
        assertThat(HostsFile.read(folder.resolve("missing").toString()).addresses("x"))
                .isEmpty();
    }
}
