// Menyaring daftar prosedur selagi mengetik. Tanpa skrip, daftar tetap lengkap dan kotak cari tidak tampil.
(() => {
  const form = document.querySelector("form.cari");
  const box = form.querySelector("input");
  const result = document.getElementById("hasil");
  // Selagi mencari, daftar unit dan banyaknya prosedur per unit tidak berlaku.
  const whole = document.querySelectorAll("nav.unit, section.unit h2 small");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const units = [...document.querySelectorAll("section.unit")].map((section) => ({
    section,
    items: [...section.querySelectorAll("ul.sop > li")].map((item) => ({
      item,
      words: plain(`${section.querySelector("h2").textContent} ${item.textContent} ${item.dataset.kata}`),
    })),
  }));
  const filter = () => {
    const wanted = plain(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, items } of units) {
      let shown = 0;
      for (const { item, words } of items) {
        item.hidden = !wanted.every((word) => words.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      section.hidden = shown === 0;
      count += shown;
    }
    whole.forEach((element) => (element.hidden = wanted.length > 0));
    result.textContent = wanted.length === 0 ? "" : count === 0 ? "Tidak ada prosedur yang cocok." : `${count} prosedur cocok.`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", filter);
  form.hidden = false;
  box.value = new URLSearchParams(location.search).get("q") || box.value;
  filter();
})();
