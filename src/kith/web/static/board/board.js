// A board that was taken down, or whose time is over, shows nobody any longer.
document.body.addEventListener("htmx:responseError", (event) => {
  if ([401, 404].includes(event.detail.xhr.status)) location.reload();
});
