# The static binary, its licences and the certificate authorities of the machine that builds the image.
#
#   scripts/release-binary x86_64-unknown-linux-musl
#   docker build --tag firecrawl --file Dockerfile target/archives/image
#
# No base image is pulled, so there is none to pin. Files are read and written in /data:
#
#   docker run --rm --user "$(id -u)" --volume "$PWD:/data" --env FIRECRAWL_API_KEY firecrawl scrape example.com
FROM scratch
COPY --chmod=444 ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --chmod=444 LICENSES /LICENSES
COPY --chmod=555 firecrawl /firecrawl
ENV HOME=/data SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
WORKDIR /data
# A user without rights, by number, since the image has no list of users.
USER 65532:65532
ENTRYPOINT ["/firecrawl"]
