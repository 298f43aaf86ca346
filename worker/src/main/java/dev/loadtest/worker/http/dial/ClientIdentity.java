package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.Resources;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;

/**
 * Client certificate and key. {@code toString} shows no secrets.
 *
 * @param chain the certificate, then its issuers
 */
record ClientIdentity(Authorities chain, PrivateKey key) {
    /** The store never leaves the process. */
    private static final char[] NO_PASSWORD = {};

    /** @throws IllegalArgumentException naming the key of the Secret, without its content */
    static ClientIdentity of(Target.ClientCertificate certificate, Resources resources) {
        Authorities chain;
        try {
            chain = Authorities.of(resources.secret(certificate.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(certificate.certificate() + " holds no certificates in PEM", e);
        }
        try {
            return new ClientIdentity(chain, ClientKey.of(resources.secret(certificate.key())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(certificate.key() + " " + e.getMessage(), e);
        }
    }

    X509Certificate[] certificates() {
        return chain.certificates().stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
    }

    /** For clients that ask for a factory. */
    KeyManagerFactory keys() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, NO_PASSWORD, certificates());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("every Java platform keeps a key and its certificates in memory", e);
        }
    }

    @Override
    public String toString() {
        return "ClientIdentity[" + chain.certificates().size() + " certificates]";
    }
}
