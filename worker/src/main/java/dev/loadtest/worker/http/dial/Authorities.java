package dev.loadtest.worker.http.dial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities from a file. */
record Authorities(List<Certificate> certificates) {
    /** Includes OpenSSL's own type, which contains more than the certificate. */
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END ");

    Authorities {
        certificates = List.copyOf(certificates);
    }

    /** @throws CertificateException if a PEM text contains no certificates, or an invalid one */
    static Authorities of(String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        try {
            Matcher blocks = PEM.matcher(pem);
            while (blocks.find()) {
                byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(1));
                found.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e);
        }
        if (found.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        return new Authorities(found);
    }

    /** Trusts only these. */
    TrustManagerFactory trust() throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                trusted.setCertificateEntry("authority" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
