"""The board paper of one system: answers of the questions in one document, as Markdown or as a page to print."""
