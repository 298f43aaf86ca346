package dev.loadtest.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a played API server proves itself with. */
final class ApiServerKey {
    /** Of a key used once. */
    static final String PASSWORD = "training";

    private ApiServerKey() {}

    /** A key and its certificate for the played API server: a cluster's is asked by TLS, and of that, too, are classes. */
    static Path make(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("api.p12");
        Files.deleteIfExists(store);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ClassList.run(
                keytool,
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=api",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        ClassList.run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString(),
                "-file",
                certificate(folder).toString());
        return store;
    }

    /** Where the certificate lies. */
    static Path certificate(Path folder) {
        return folder.resolve("api.pem");
    }
}
