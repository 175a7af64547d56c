//! What crawls and batches have in common: pages of documents, errors, and that they can be cancelled.

/// Makes a kind of job out of the functions of the generated client that belong to it.
macro_rules! document_job {
    (
        $kind:ident, $name:literal, at $path:literal,
        $id:ty, started as $started:ty,
        $status:ident, $cancel:ident, $errors:ident,
        submitted $submitted:expr
    ) => {
        impl private::Sealed for $kind {}

        impl JobKind for $kind {
            type Id = $id;
            type Status = JobStatus;
            type Started = $started;
            const NAME: &'static str = $name;

            async fn status(client: &Client, id: &$id) -> Result<Reply<JobStatus>, Error> {
                let id = id.in_path()?;
                // Each answer holds a page of documents; one is the least that can be asked for.
                let query = JobStatusQuery::new().limit(1);
                let call = client.call();
                let result = call.api().$status(id, &query).await;
                call.done(result).await
            }
        }

        impl Paged for $kind {
            type Item = Document;
            type Whole = JobStatus;
            const FUNCTION: &'static str = stringify!($status);

            fn first_page(id: &$id) -> Result<String, Error> {
                Ok(format!("{}/{}", $path, cursor::encoded(id.in_path()?)))
            }

            fn take_apart(mut whole: JobStatus) -> TakenApart<Self> {
                TakenApart {
                    items: whole.data.take().unwrap_or_default(),
                    next: whole.next.clone(),
                    status: whole,
                }
            }

            fn identity(document: &Document) -> Identity {
                Identity::of_document(document)
            }
        }

        impl Cancellable for $kind {
            type Cancelled = JobCancelled;

            async fn cancel(client: &Client, id: &$id) -> Result<Reply<JobCancelled>, Error> {
                let id = id.in_path()?;
                let call = client.call();
                let result = call.api().$cancel(id).await;
                call.done(result).await
            }
        }

        impl WithErrors for $kind {
            fn submitted(started: &$started) -> Submitted {
                let submitted: fn(&$started) -> Submitted = $submitted;
                submitted(started)
            }

            async fn errors(client: &Client, id: &$id) -> Result<Reply<JobErrors>, Error> {
                let id = id.in_path()?;
                let call = client.call();
                let result = call.api().$errors(id).await;
                call.done(result).await
            }
        }
    };
}

pub(super) use document_job;
